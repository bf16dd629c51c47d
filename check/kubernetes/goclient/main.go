// goclient looks at an API server as Go programs do: client-go and controller-runtime, each doing what operators do
// every day. It prints one line per look, `ok NAME` or `FAILED NAME: why`, and ends with 1 if one failed.
//
//	goclient KUBECONFIG [NAME...]
package main

import (
	"context"
	"fmt"
	"os"
	"slices"
	"time"

	"k8s.io/client-go/rest"
	"k8s.io/client-go/tools/clientcmd"
	ctrllog "sigs.k8s.io/controller-runtime/pkg/log"
	"sigs.k8s.io/controller-runtime/pkg/log/zap"
)

// A look is one thing that a program expects of an API server.
type look struct {
	name string
	run  func(ctx context.Context, config *rest.Config) error
}

func main() {
	if len(os.Args) < 2 {
		fmt.Fprintln(os.Stderr, "usage: goclient KUBECONFIG [NAME...]")
		os.Exit(2)
	}
	config, err := clientcmd.BuildConfigFromFlags("", os.Args[1])
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
	config.QPS = -1
	ctrllog.SetLogger(zap.New(zap.WriteTo(os.Stderr)))
	if err := install(config); err != nil {
		fmt.Println("FAILED install:", err)
		os.Exit(1)
	}
	failed := 0
	for _, l := range slices.Concat(clientGoLooks, runtimeLooks, everydayLooks) {
		if len(os.Args) > 2 && !slices.Contains(os.Args[2:], l.name) {
			continue
		}
		began := time.Now()
		ctx, cancel := context.WithTimeout(context.Background(), 40*time.Second)
		err := l.run(ctx, rest.CopyConfig(config))
		cancel()
		if err != nil {
			failed++
			fmt.Printf("FAILED %s: %v\n", l.name, err)
		} else {
			fmt.Printf("ok %s (%d ms)\n", l.name, time.Since(began).Milliseconds())
		}
	}
	if failed > 0 {
		os.Exit(1)
	}
}

// until waits for a condition, and says what was missing when it does not come.
func until(ctx context.Context, what string, condition func() (bool, error)) error {
	var last error
	for {
		done, err := condition()
		if done {
			return nil
		}
		last = err
		select {
		case <-ctx.Done():
			return fmt.Errorf("waited in vain for %s (last error: %v)", what, last)
		case <-time.After(20 * time.Millisecond):
		}
	}
}

func expect(ok bool, format string, words ...any) error {
	if ok {
		return nil
	}
	return fmt.Errorf(format, words...)
}
