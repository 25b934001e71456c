package queue

import (
	"sync"
	"testing"
)

func TestItemsComeInOrderAndMayBeChangedWhileTheyWait(t *testing.T) {
	var q Queue[int]
	for i := range 5 {
		if !q.Add(i) {
			t.Fatal("an open queue refuses")
		}
	}
	q.Each(func(i *int) { *i *= 10 })
	for want := range 5 {
		if got, ok := q.Next(); !ok || got != 10*want {
			t.Errorf("got %d, want %d", got, 10*want)
		}
	}
}

func TestWhatWaitsIsForgottenWhenItCloses(t *testing.T) {
	var q Queue[string]
	q.Add("a")
	q.Close()
	q.Close()
	if q.Add("b") {
		t.Error("a closed queue takes an item")
	}
	if item, ok := q.Next(); ok {
		t.Errorf("a closed queue hands out %q", item)
	}
}

// A restart: cells wait, others are arriving, and the one that runs marks those behind it. Run with -race.
func TestItMayCloseAtAnyTime(t *testing.T) {
	for range 200 {
		var q Queue[int]
		var all sync.WaitGroup
		for range 4 {
			all.Go(func() {
				for i := range 50 {
					q.Add(i)
				}
			})
		}
		all.Go(func() {
			for {
				if _, ok := q.Next(); !ok {
					return
				}
				q.Each(func(i *int) { *i = -1 })
			}
		})
		all.Go(q.Close)
		all.Wait()
	}
}
