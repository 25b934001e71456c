package dataset

// Images is a set of n grey images of one size, each of one of several classes.
// Image i is the Size() numbers from X[i*Size()] on, row by row from the top, 0 for
// blank paper and 1 for full ink: row-major n × Size(), as package loss wants it. Label
// and, if there is one, Row have n entries.
type Images struct {
	Name          string // what the images show, a few words
	Width, Height int    // px
	Classes       int
	X             []float64
	Label         []int  // the class of each image, 0 to Classes−1
	Row           []int  // where each image stands in the published file, from 0; nil if nowhere
	Source        string // where the images were published
	Licence       string // on what terms they may be used
}

// Len returns the number n of images.
func (d *Images) Len() int { return len(d.Label) }

// Size returns the number of pixels of an image, Width · Height.
func (d *Images) Size() int { return d.Width * d.Height }

// Image returns the pixels of image i. The slice is d's own: do not change it. It
// panics if there is no such image.
func (d *Images) Image(i int) []float64 {
	if i < 0 || i >= len(d.Label) {
		panic("dataset: no such image")
	}
	return d.X[i*d.Size() : (i+1)*d.Size() : (i+1)*d.Size()]
}

// Counts returns how many images there are of each class.
func (d *Images) Counts() []int {
	n := make([]int, d.Classes)
	for _, c := range d.Label {
		n[c]++
	}
	return n
}

// Select returns the given images in the given order, as a copy. It panics if there
// is no such image.
func (d *Images) Select(images []int) *Images {
	s := *d
	s.X, s.Label, s.Row = nil, nil, nil
	for _, i := range images {
		s.X = append(s.X, d.Image(i)...)
		s.Label = append(s.Label, d.Label[i])
		if d.Row != nil {
			s.Row = append(s.Row, d.Row[i])
		}
	}
	return &s
}

// Split parts the images into those to learn from and those held out to test on:
// of each class, in the order of the file, every every-th image is held out (the
// fifth, the tenth, … for Split(5)). It draws no random numbers, and each class has
// its share of both parts, to within one image.
//
// Split(5) of [Digits] gives 1,442 images to train on and 355 held out, 34 to 36 of
// each digit. Both parts have images of all 13 writers: accuracy on the held-out ones
// says how well new digits of these writers are read, not those of strangers.
//
// It panics if every < 2.
func (d *Images) Split(every int) (train, held *Images) {
	if every < 2 {
		panic("dataset: a split holds out every second image at most")
	}
	seen := make([]int, d.Classes)
	var a, b []int
	for i, c := range d.Label {
		if seen[c]++; seen[c]%every == 0 {
			b = append(b, i)
		} else {
			a = append(a, i)
		}
	}
	return d.Select(a), d.Select(b)
}

// Cut parts the images into the first n and the rest. Where the file goes by writer, as
// that of [Digits] seems to, the rest are the hands of others. It panics unless
// 0 ≤ n ≤ Len.
func (d *Images) Cut(n int) (first, rest *Images) {
	if n < 0 || n > d.Len() {
		panic("dataset: no such image to cut at")
	}
	var a, b []int
	for i := range d.Label {
		if i < n {
			a = append(a, i)
		} else {
			b = append(b, i)
		}
	}
	return d.Select(a), d.Select(b)
}

// A Classifier names the class of one image under the parameters θ, as loss.Softmax
// and loss.Network do.
type Classifier interface {
	Classify(θ, image []float64) int
}

// Accuracy returns the share of the images whose class L gets right with the
// parameters θ, from 0 to 1; NaN if there are no images.
func (d *Images) Accuracy(L Classifier, θ []float64) float64 {
	return 1 - float64(len(d.Missed(L, θ)))/float64(d.Len())
}

// Missed returns the images whose class L gets wrong with the parameters θ, in their
// order.
func (d *Images) Missed(L Classifier, θ []float64) []int {
	var missed []int
	for i, c := range d.Label {
		if L.Classify(θ, d.Image(i)) != c {
			missed = append(missed, i)
		}
	}
	return missed
}
