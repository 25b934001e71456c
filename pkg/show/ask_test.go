package show

import (
	"fmt"
	"strings"
	"testing"

	"github.com/downhill-go/downhill/pkg/exercise"
)

func TestAskHoldsTheQuestionAndNothingOfTheAnswer(t *testing.T) {
	for _, e := range exercise.All() {
		b := askBundle(e.ID)
		if b[exerciseMIME] != `{"exercise":"`+e.ID+`"}` {
			t.Errorf("%s: spec %v", e.ID, b[exerciseMIME])
		}
		plain := b[plainText].(string)
		if !strings.Contains(plain, e.Title) || !strings.Contains(plain, e.Prompt) {
			t.Errorf("%s: %s", e.ID, plain)
		}
		whole := fmt.Sprint(b)
		secrets := append([]string{e.Right}, e.Hints...)
		for _, m := range e.Mistakes {
			secrets = append(secrets, m.Say)
		}
		for _, o := range e.Options {
			if o.Say != "" {
				secrets = append(secrets, o.Say)
			}
		}
		for _, s := range secrets {
			if strings.Contains(whole, s) {
				t.Errorf("%s: the cell holds %q", e.ID, s)
			}
		}
		if strings.Contains(plain, "Expected") || strings.Count(plain, "\n") != 1+len(e.Options) {
			t.Errorf("%s: %q", e.ID, plain)
		}
	}
}

func TestAskForAnExerciseThatDoesNotExistPanics(t *testing.T) {
	defer func() {
		if recover() != "show: there is no exercise of that ID" {
			t.Error("no panic")
		}
	}()
	Ask("05-9")
}
