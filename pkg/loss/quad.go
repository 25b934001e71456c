package loss

// A quad is the same quantity in four rows. Its fields, unlike an array's
// elements, are kept in registers by the compiler, and its operations are
// independent of each other, so that the processor overlaps them.
type quad struct{ a, b, c, d float64 }

func (x quad) mul(y quad) quad      { return quad{x.a * y.a, x.b * y.b, x.c * y.c, x.d * y.d} }
func (x quad) add(y quad) quad      { return quad{x.a + y.a, x.b + y.b, x.c + y.c, x.d + y.d} }
func (x quad) sub(y quad) quad      { return quad{x.a - y.a, x.b - y.b, x.c - y.c, x.d - y.d} }
func (x quad) scale(s float64) quad { return quad{s * x.a, s * x.b, s * x.c, s * x.d} }
func (x quad) dot(y quad) float64   { return x.a*y.a + x.b*y.b + x.c*y.c + x.d*y.d }

func quadOf(x *[4]float64) quad { return quad{x[0], x[1], x[2], x[3]} }
