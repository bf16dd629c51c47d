package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	apps "k8s.io/api/apps/v1"
	authentication "k8s.io/api/authentication/v1"
	authorization "k8s.io/api/authorization/v1"
	batch "k8s.io/api/batch/v1"
	core "k8s.io/api/core/v1"
	rbac "k8s.io/api/rbac/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/fields"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/apimachinery/pkg/util/wait"
	"k8s.io/apimachinery/pkg/watch"
	applycore "k8s.io/client-go/applyconfigurations/core/v1"
	"k8s.io/client-go/discovery"
	"k8s.io/client-go/discovery/cached/memory"
	"k8s.io/client-go/dynamic"
	"k8s.io/client-go/dynamic/dynamicinformer"
	"k8s.io/client-go/informers"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/kubernetes/scheme"
	"k8s.io/client-go/metadata"
	"k8s.io/client-go/metadata/metadatainformer"
	"k8s.io/client-go/rest"
	"k8s.io/client-go/restmapper"
	"k8s.io/client-go/scale"
	"k8s.io/client-go/tools/cache"
	"k8s.io/client-go/tools/events"
	"k8s.io/client-go/tools/leaderelection"
	"k8s.io/client-go/tools/leaderelection/resourcelock"
	"k8s.io/client-go/tools/pager"
	"k8s.io/client-go/tools/record"
	watchtools "k8s.io/client-go/tools/watch"
	"k8s.io/client-go/util/retry"
)

var clientGoLooks = []look{
	{"discovery", lookAtDiscovery},
	{"typed-protobuf", lookAtTypedProtobuf},
	{"informers", lookAtInformers},
	{"dynamic-informers", lookAtDynamicInformers},
	{"metadata-informers", lookAtMetadataInformers},
	{"retry-watcher", lookAtRetryWatcher},
	{"pager", lookAtPager},
	{"leader-election", lookAtLeaderElection},
	{"server-side-apply", lookAtApply},
	{"patches", lookAtPatches},
	{"conflicts", lookAtConflicts},
	{"scale", lookAtScale},
	{"events", lookAtEvents},
	{"tokens-and-access", lookAtTokens},
	{"garbage", lookAtGarbage},
	{"validation", lookAtValidation},
	{"namespace-end", lookAtNamespaceEnd},
}

// protobuf makes typed clients talk as those of controllers do: protobuf bodies, JSON if the server has nothing else.
func protobuf(config *rest.Config) *rest.Config {
	config.ContentType = runtime.ContentTypeProtobuf
	config.AcceptContentTypes = "application/vnd.kubernetes.protobuf,application/json"
	return config
}

// room makes a namespace of its own and a typed client.
func room(ctx context.Context, config *rest.Config) (*kubernetes.Clientset, string, error) {
	client, err := kubernetes.NewForConfig(protobuf(rest.CopyConfig(config)))
	if err != nil {
		return nil, "", err
	}
	namespace, err := client.CoreV1().Namespaces().Create(ctx, &core.Namespace{ObjectMeta: metav1.ObjectMeta{GenerateName: "go-"}}, metav1.CreateOptions{})
	if err != nil {
		return nil, "", fmt.Errorf("create namespace: %w", err)
	}
	return client, namespace.Name, nil
}

func lookAtDiscovery(_ context.Context, config *rest.Config) error {
	client, err := discovery.NewDiscoveryClientForConfig(config)
	if err != nil {
		return err
	}
	if _, err := client.ServerVersion(); err != nil {
		return fmt.Errorf("version: %w", err)
	}
	_, lists, err := client.ServerGroupsAndResources()
	if err != nil {
		return fmt.Errorf("groups and resources: %w", err)
	}
	found := false
	for _, list := range lists {
		for _, resource := range list.APIResources {
			found = found || list.GroupVersion == group.String() && resource.Name == "widgets/status"
		}
	}
	if !found {
		return errors.New("widgets/status is not discovered")
	}
	if _, err := client.ServerPreferredNamespacedResources(); err != nil {
		return fmt.Errorf("preferred: %w", err)
	}
	if _, err := client.OpenAPISchema(); err != nil {
		return fmt.Errorf("OpenAPI v2: %w", err)
	}
	paths, err := client.OpenAPIV3().Paths()
	if err != nil {
		return fmt.Errorf("OpenAPI v3: %w", err)
	}
	for _, path := range []string{"apis/go.example.test/v1", "api/v1", "apis/apps/v1"} {
		if paths[path] == nil {
			return fmt.Errorf("no OpenAPI v3 document of %s", path)
		}
		if _, err := paths[path].Schema("application/json"); err != nil {
			return fmt.Errorf("OpenAPI v3 document of %s: %w", path, err)
		}
	}
	mapper := restmapper.NewDeferredDiscoveryRESTMapper(memory.NewMemCacheClient(client))
	mapping, err := mapper.RESTMapping(widgetKind.GroupKind())
	if err != nil {
		return err
	}
	return expect(mapping.Resource == widgetsOf, "Widget maps to %v", mapping.Resource)
}

func lookAtTypedProtobuf(ctx context.Context, config *rest.Config) error {
	client, ns, err := room(ctx, config)
	if err != nil {
		return err
	}
	pod := core.PodTemplateSpec{
		ObjectMeta: metav1.ObjectMeta{Labels: map[string]string{"app": "a"}},
		Spec: core.PodSpec{RestartPolicy: core.RestartPolicyAlways, Containers: []core.Container{{
			Name: "c", Image: "example.test/c:1", Env: []core.EnvVar{{Name: "A", Value: "b"}},
			Ports: []core.ContainerPort{{ContainerPort: 80}},
		}}},
	}
	meta := metav1.ObjectMeta{Name: "a", Labels: map[string]string{"app": "a"}}
	selector := &metav1.LabelSelector{MatchLabels: map[string]string{"app": "a"}}
	deployment, err := client.AppsV1().Deployments(ns).Create(ctx, &apps.Deployment{ObjectMeta: meta, Spec: apps.DeploymentSpec{Replicas: new(int32(2)), Selector: selector, Template: pod}}, metav1.CreateOptions{})
	if err != nil {
		return fmt.Errorf("deployment: %w", err)
	}
	if *deployment.Spec.Replicas != 2 || deployment.Spec.Template.Spec.Containers[0].Env[0].Value != "b" || deployment.Generation != 1 {
		return fmt.Errorf("deployment came back as %+v", deployment)
	}
	deployment.Status = apps.DeploymentStatus{ReadyReplicas: 2, Replicas: 2}
	if deployment, err = client.AppsV1().Deployments(ns).UpdateStatus(ctx, deployment, metav1.UpdateOptions{}); err != nil || deployment.Status.ReadyReplicas != 2 {
		return fmt.Errorf("deployment status: %w", err)
	}
	if _, err := client.AppsV1().StatefulSets(ns).Create(ctx, &apps.StatefulSet{ObjectMeta: meta, Spec: apps.StatefulSetSpec{Selector: selector, Template: pod, ServiceName: "a"}}, metav1.CreateOptions{}); err != nil {
		return fmt.Errorf("stateful set: %w", err)
	}
	if _, err := client.CoreV1().Services(ns).Create(ctx, &core.Service{ObjectMeta: meta, Spec: core.ServiceSpec{Selector: meta.Labels, Ports: []core.ServicePort{{Port: 80}}}}, metav1.CreateOptions{}); err != nil {
		return fmt.Errorf("service: %w", err)
	}
	job := pod
	job.Spec.RestartPolicy = core.RestartPolicyNever
	if _, err := client.BatchV1().Jobs(ns).Create(ctx, &batch.Job{ObjectMeta: meta, Spec: batch.JobSpec{Template: job}}, metav1.CreateOptions{}); err != nil {
		return fmt.Errorf("job: %w", err)
	}
	if _, err := client.BatchV1().CronJobs(ns).Create(ctx, &batch.CronJob{ObjectMeta: meta, Spec: batch.CronJobSpec{Schedule: "* * * * *", JobTemplate: batch.JobTemplateSpec{Spec: batch.JobSpec{Template: job}}}}, metav1.CreateOptions{}); err != nil {
		return fmt.Errorf("cron job: %w", err)
	}
	secret, err := client.CoreV1().Secrets(ns).Create(ctx, &core.Secret{ObjectMeta: meta, StringData: map[string]string{"k": "v"}, Data: map[string][]byte{"b": {0, 1, 255}}}, metav1.CreateOptions{})
	if err != nil || string(secret.Data["k"]) != "v" || len(secret.Data["b"]) != 3 || secret.Type != core.SecretTypeOpaque {
		return fmt.Errorf("secret %+v: %w", secret, err)
	}
	role := &rbac.Role{ObjectMeta: meta, Rules: []rbac.PolicyRule{{Verbs: []string{"get"}, APIGroups: []string{""}, Resources: []string{"pods"}}}}
	if _, err := client.RbacV1().Roles(ns).Create(ctx, role, metav1.CreateOptions{}); err != nil {
		return fmt.Errorf("role: %w", err)
	}
	binding := &rbac.RoleBinding{ObjectMeta: meta, RoleRef: rbac.RoleRef{APIGroup: rbac.GroupName, Kind: "Role", Name: "a"}, Subjects: []rbac.Subject{{Kind: "ServiceAccount", Name: "default", Namespace: ns}}}
	if _, err := client.RbacV1().RoleBindings(ns).Create(ctx, binding, metav1.CreateOptions{}); err != nil {
		return fmt.Errorf("role binding: %w", err)
	}
	account, err := client.CoreV1().ServiceAccounts(ns).Create(ctx, &core.ServiceAccount{ObjectMeta: meta}, metav1.CreateOptions{})
	if err != nil {
		return fmt.Errorf("service account: %w", err)
	}
	if _, err := client.CoreV1().Pods(ns).Create(ctx, &core.Pod{ObjectMeta: meta, Spec: core.PodSpec{ServiceAccountName: account.Name, Containers: pod.Spec.Containers}}, metav1.CreateOptions{}); err != nil {
		return fmt.Errorf("pod: %w", err)
	}
	maps := client.CoreV1().ConfigMaps(ns)
	if _, err := maps.Create(ctx, &core.ConfigMap{ObjectMeta: meta, BinaryData: map[string][]byte{"x": {1, 2}}}, metav1.CreateOptions{}); err != nil {
		return fmt.Errorf("config map: %w", err)
	}
	foreground := metav1.DeletePropagationForeground
	if err := maps.Delete(ctx, "a", metav1.DeleteOptions{PropagationPolicy: &foreground, Preconditions: metav1.NewUIDPreconditions("wrong")}); !apierrors.IsConflict(err) {
		return fmt.Errorf("delete with a wrong uid: %v", err)
	}
	if err := maps.DeleteCollection(ctx, metav1.DeleteOptions{}, metav1.ListOptions{LabelSelector: "app=a"}); err != nil {
		return fmt.Errorf("delete collection: %w", err)
	}
	_, err = maps.Get(ctx, "a", metav1.GetOptions{})
	return expect(apierrors.IsNotFound(err), "after the deletion of the collection: %v", err)
}

// tally counts what an informer tells.
type tally struct{ added, updated, deleted atomic.Int64 }

func (t *tally) handler() cache.ResourceEventHandler {
	return cache.ResourceEventHandlerFuncs{
		AddFunc:    func(any) { t.added.Add(1) },
		UpdateFunc: func(any, any) { t.updated.Add(1) },
		DeleteFunc: func(any) { t.deleted.Add(1) },
	}
}

func (t *tally) reaches(ctx context.Context, added, updated, deleted int64) error {
	err := until(ctx, "events of an informer", func() (bool, error) {
		return t.added.Load() == added && t.updated.Load() == updated && t.deleted.Load() == deleted, nil
	})
	if err != nil {
		return fmt.Errorf("%w: added %d of %d, updated %d of %d, deleted %d of %d", err, t.added.Load(), added, t.updated.Load(), updated, t.deleted.Load(), deleted)
	}
	return nil
}

func lookAtInformers(ctx context.Context, config *rest.Config) error {
	client, ns, err := room(ctx, config)
	if err != nil {
		return err
	}
	maps := client.CoreV1().ConfigMaps(ns)
	labelled := func(name string) *core.ConfigMap {
		return &core.ConfigMap{ObjectMeta: metav1.ObjectMeta{Name: name, Labels: map[string]string{"x": "y"}}}
	}
	for i := range 5 {
		if _, err := maps.Create(ctx, labelled(fmt.Sprintf("m%d", i)), metav1.CreateOptions{}); err != nil {
			return err
		}
	}
	factory := informers.NewSharedInformerFactoryWithOptions(client, 0, informers.WithNamespace(ns),
		informers.WithTweakListOptions(func(options *metav1.ListOptions) { options.LabelSelector = "x=y" }))
	informer := factory.Core().V1().ConfigMaps().Informer()
	var seen tally
	if _, err := informer.AddEventHandler(seen.handler()); err != nil {
		return err
	}
	var broken atomic.Pointer[error]
	if err := informer.SetWatchErrorHandler(func(_ *cache.Reflector, err error) { broken.Store(&err) }); err != nil {
		return err
	}
	stop, cancel := context.WithCancel(ctx)
	defer cancel()
	factory.Start(stop.Done())
	for kind, synced := range factory.WaitForCacheSync(ctx.Done()) {
		if !synced {
			return fmt.Errorf("no cache of %v", kind)
		}
	}
	if err := seen.reaches(ctx, 5, 0, 0); err != nil {
		return err
	}
	if _, err := maps.Create(ctx, labelled("m5"), metav1.CreateOptions{}); err != nil {
		return err
	}
	for i := range 10 {
		one, err := maps.Get(ctx, "m0", metav1.GetOptions{})
		if err != nil {
			return err
		}
		one.Data = map[string]string{"n": fmt.Sprint(i)}
		if _, err := maps.Update(ctx, one, metav1.UpdateOptions{}); err != nil {
			return err
		}
	}
	if _, err := maps.Patch(ctx, "m1", types.JSONPatchType, []byte(`[{"op":"remove","path":"/metadata/labels/x"}]`), metav1.PatchOptions{}); err != nil {
		return err
	}
	if err := maps.Delete(ctx, "m2", metav1.DeleteOptions{}); err != nil {
		return err
	}
	if err := seen.reaches(ctx, 6, 10, 2); err != nil { // leaving the selector is a deletion
		return err
	}
	if err := broken.Load(); err != nil {
		return fmt.Errorf("a watch broke: %w", *err)
	}
	return nil
}

func widget(name string, size int64) *unstructured.Unstructured {
	return &unstructured.Unstructured{Object: map[string]any{
		"apiVersion": group.String(), "kind": "Widget", "metadata": map[string]any{"name": name},
		"spec": map[string]any{"size": size},
	}}
}

func lookAtDynamicInformers(ctx context.Context, config *rest.Config) error {
	_, ns, err := room(ctx, config)
	if err != nil {
		return err
	}
	client, err := dynamic.NewForConfig(config)
	if err != nil {
		return err
	}
	widgets := client.Resource(widgetsOf).Namespace(ns)
	factory := dynamicinformer.NewFilteredDynamicSharedInformerFactory(client, 0, ns, nil)
	informer := factory.ForResource(widgetsOf).Informer()
	var seen tally
	if _, err := informer.AddEventHandler(seen.handler()); err != nil {
		return err
	}
	stop, cancel := context.WithCancel(ctx)
	defer cancel()
	factory.Start(stop.Done())
	if !cache.WaitForCacheSync(ctx.Done(), informer.HasSynced) { // of nothing at all
		return errors.New("an empty cache never came")
	}
	made, err := widgets.Create(ctx, widget("w", 1), metav1.CreateOptions{})
	if err != nil {
		return err
	}
	if err := unstructured.SetNestedField(made.Object, int64(3), "status", "replicas"); err != nil {
		return err
	}
	made, err = widgets.UpdateStatus(ctx, made, metav1.UpdateOptions{})
	if err != nil {
		return err
	}
	if made.GetGeneration() != 1 {
		return fmt.Errorf("a status moved the generation to %d", made.GetGeneration())
	}
	if err := widgets.Delete(ctx, "w", metav1.DeleteOptions{}); err != nil {
		return err
	}
	return seen.reaches(ctx, 1, 1, 1)
}

func lookAtMetadataInformers(ctx context.Context, config *rest.Config) error {
	client, ns, err := room(ctx, config)
	if err != nil {
		return err
	}
	meta, err := metadata.NewForConfig(config)
	if err != nil {
		return err
	}
	factory := metadatainformer.NewFilteredSharedInformerFactory(meta, 0, ns, nil)
	maps := factory.ForResource(core.SchemeGroupVersion.WithResource("configmaps")).Informer()
	custom := factory.ForResource(widgetsOf).Informer()
	var seen tally
	for _, informer := range []cache.SharedIndexInformer{maps, custom} {
		if _, err := informer.AddEventHandler(seen.handler()); err != nil {
			return err
		}
	}
	stop, cancel := context.WithCancel(ctx)
	defer cancel()
	factory.Start(stop.Done())
	if !cache.WaitForCacheSync(ctx.Done(), maps.HasSynced, custom.HasSynced) {
		return errors.New("no caches")
	}
	before := seen.added.Load()
	if _, err := client.CoreV1().ConfigMaps(ns).Create(ctx, &core.ConfigMap{ObjectMeta: metav1.ObjectMeta{Name: "m"}}, metav1.CreateOptions{}); err != nil {
		return err
	}
	return until(ctx, "metadata of a new object", func() (bool, error) {
		_, found, err := maps.GetStore().GetByKey(ns + "/m")
		return found && seen.added.Load() > before, err
	})
}

func lookAtRetryWatcher(ctx context.Context, config *rest.Config) error {
	client, ns, err := room(ctx, config)
	if err != nil {
		return err
	}
	maps := client.CoreV1().ConfigMaps(ns)
	list, err := maps.List(ctx, metav1.ListOptions{})
	if err != nil {
		return err
	}
	watcher, err := watchtools.NewRetryWatcherWithContext(ctx, list.ResourceVersion, &cache.ListWatch{
		WatchFuncWithContext: func(ctx context.Context, options metav1.ListOptions) (watch.Interface, error) {
			options.TimeoutSeconds = new(int64(1)) // so that it has to begin again between the writes
			return maps.Watch(ctx, options)
		},
	})
	if err != nil {
		return err
	}
	defer watcher.Stop()
	for i := range 6 {
		name := fmt.Sprintf("m%d", i)
		if _, err := maps.Create(ctx, &core.ConfigMap{ObjectMeta: metav1.ObjectMeta{Name: name}}, metav1.CreateOptions{}); err != nil {
			return err
		}
		for seen := false; !seen; {
			select {
			case event := <-watcher.ResultChan():
				if event.Type == watch.Error {
					return fmt.Errorf("the watch failed: %v", event.Object)
				}
				if one, ok := event.Object.(*core.ConfigMap); ok && event.Type == watch.Added && one.Name == name {
					seen = true
				} else if ok && one.Name != "kube-root-ca.crt" {
					return fmt.Errorf("expected %s, saw %v %s", name, event.Type, one.Name)
				}
			case <-ctx.Done():
				return ctx.Err()
			}
		}
		time.Sleep(300 * time.Millisecond)
	}
	return nil
}

func lookAtPager(ctx context.Context, config *rest.Config) error {
	client, ns, err := room(ctx, config)
	if err != nil {
		return err
	}
	for i := range 25 {
		if _, err := client.CoreV1().Secrets(ns).Create(ctx, &core.Secret{ObjectMeta: metav1.ObjectMeta{Name: fmt.Sprintf("s%02d", i)}}, metav1.CreateOptions{}); err != nil {
			return err
		}
	}
	pages := pager.New(func(ctx context.Context, options metav1.ListOptions) (runtime.Object, error) {
		return client.CoreV1().Secrets(ns).List(ctx, options)
	})
	pages.PageSize = 10
	count := 0
	err = pages.EachListItem(ctx, metav1.ListOptions{FieldSelector: fields.OneTermEqualSelector("type", "Opaque").String()}, func(runtime.Object) error {
		count++
		return nil
	})
	return errors.Join(err, expect(count == 25, "the pages held %d", count))
}

func lookAtLeaderElection(ctx context.Context, config *rest.Config) error {
	client, ns, err := room(ctx, config)
	if err != nil {
		return err
	}
	leading := make(chan string, 10)
	candidate := func(ctx context.Context, id string) *sync.WaitGroup {
		var done sync.WaitGroup
		done.Go(func() {
			leaderelection.RunOrDie(ctx, leaderelection.LeaderElectionConfig{
				Lock: &resourcelock.LeaseLock{
					LeaseMeta: metav1.ObjectMeta{Name: "leader", Namespace: ns}, Client: client.CoordinationV1(),
					LockConfig: resourcelock.ResourceLockConfig{Identity: id},
				},
				LeaseDuration: 4 * time.Second, RenewDeadline: 3 * time.Second, RetryPeriod: 300 * time.Millisecond,
				ReleaseOnCancel: true,
				Callbacks: leaderelection.LeaderCallbacks{
					OnStartedLeading: func(context.Context) { leading <- id }, OnStoppedLeading: func() {},
				},
			})
		})
		return &done
	}
	first, release := context.WithCancel(ctx)
	defer release()
	one := candidate(first, "one")
	if leader := <-leading; leader != "one" {
		return fmt.Errorf("%s leads", leader)
	}
	second, end := context.WithCancel(ctx)
	defer end()
	two := candidate(second, "two")
	select {
	case <-leading:
		return errors.New("two leaders at once")
	case <-time.After(time.Second):
	}
	release()
	one.Wait()
	select {
	case <-leading:
	case <-ctx.Done():
		return errors.New("nobody took over")
	}
	lease, err := client.CoordinationV1().Leases(ns).Get(ctx, "leader", metav1.GetOptions{})
	end()
	two.Wait()
	if err != nil {
		return err
	}
	return expect(*lease.Spec.HolderIdentity == "two", "the lease is held by %s", *lease.Spec.HolderIdentity)
}

func lookAtApply(ctx context.Context, config *rest.Config) error {
	client, ns, err := room(ctx, config)
	if err != nil {
		return err
	}
	maps := client.CoreV1().ConfigMaps(ns)
	mine := applycore.ConfigMap("m", ns).WithLabels(map[string]string{"a": "1"}).WithData(map[string]string{"mine": "1", "both": "x"})
	if _, err := maps.Apply(ctx, mine, metav1.ApplyOptions{FieldManager: "one"}); err != nil {
		return err
	}
	_, err = maps.Apply(ctx, applycore.ConfigMap("m", ns).WithData(map[string]string{"both": "y"}), metav1.ApplyOptions{FieldManager: "two"})
	if !apierrors.IsConflict(err) {
		return fmt.Errorf("a conflict ended with %v", err)
	}
	taken, err := maps.Apply(ctx, applycore.ConfigMap("m", ns).WithData(map[string]string{"both": "y"}), metav1.ApplyOptions{FieldManager: "two", Force: true})
	if err != nil || taken.Data["both"] != "y" || taken.Data["mine"] != "1" {
		return fmt.Errorf("forced: %v %w", taken, err)
	}
	extracted, err := applycore.ExtractConfigMap(taken, "one")
	if err != nil || len(extracted.Data) != 1 || extracted.Data["mine"] != "1" {
		return fmt.Errorf("extracted %+v: %w", extracted, err)
	}
	left, err := maps.Apply(ctx, applycore.ConfigMap("m", ns), metav1.ApplyOptions{FieldManager: "one"})
	if err != nil || len(left.Data) != 1 || len(left.Labels) != 0 {
		return fmt.Errorf("after giving up: %v %w", left, err)
	}
	custom, err := dynamic.NewForConfig(config)
	if err != nil {
		return err
	}
	widgets := custom.Resource(widgetsOf).Namespace(ns)
	if _, err := widgets.Apply(ctx, "w", widget("w", 1), metav1.ApplyOptions{FieldManager: "one"}); err != nil {
		return fmt.Errorf("apply a Widget: %w", err)
	}
	status := widget("w", 1)
	delete(status.Object, "spec")
	status.Object["status"] = map[string]any{"replicas": int64(4)}
	after, err := widgets.ApplyStatus(ctx, "w", status, metav1.ApplyOptions{FieldManager: "status"})
	if err != nil {
		return fmt.Errorf("apply a status: %w", err)
	}
	replicas, _, _ := unstructured.NestedInt64(after.Object, "status", "replicas")
	return expect(replicas == 4, "the status is %v", after.Object["status"])
}

func lookAtPatches(ctx context.Context, config *rest.Config) error {
	client, ns, err := room(ctx, config)
	if err != nil {
		return err
	}
	selector := &metav1.LabelSelector{MatchLabels: map[string]string{"app": "a"}}
	deployment := &apps.Deployment{ObjectMeta: metav1.ObjectMeta{Name: "d"}, Spec: apps.DeploymentSpec{Selector: selector, Template: core.PodTemplateSpec{
		ObjectMeta: metav1.ObjectMeta{Labels: map[string]string{"app": "a"}},
		Spec:       core.PodSpec{Containers: []core.Container{{Name: "a", Image: "a:1"}, {Name: "b", Image: "b:1"}}},
	}}}
	deployments := client.AppsV1().Deployments(ns)
	if _, err := deployments.Create(ctx, deployment, metav1.CreateOptions{}); err != nil {
		return err
	}
	merged, err := deployments.Patch(ctx, "d", types.StrategicMergePatchType, []byte(`{"spec":{"template":{"spec":{"containers":[{"name":"b","image":"b:2"}]}}}}`), metav1.PatchOptions{})
	if err != nil {
		return err
	}
	containers := merged.Spec.Template.Spec.Containers
	if len(containers) != 2 || containers[0].Image+containers[1].Image != "a:1b:2" {
		return fmt.Errorf("strategic merge gave %+v", containers)
	}
	if _, err := deployments.Patch(ctx, "d", types.MergePatchType, []byte(`{"metadata":{"annotations":{"k":"v"}}}`), metav1.PatchOptions{}); err != nil {
		return err
	}
	_, err = deployments.Patch(ctx, "d", types.JSONPatchType, []byte(`[{"op":"test","path":"/metadata/annotations/k","value":"other"}]`), metav1.PatchOptions{})
	return expect(apierrors.IsInvalid(err), "a failed test ended with %v", err)
}

func lookAtConflicts(ctx context.Context, config *rest.Config) error {
	client, ns, err := room(ctx, config)
	if err != nil {
		return err
	}
	maps := client.CoreV1().ConfigMaps(ns)
	if _, err := maps.Create(ctx, &core.ConfigMap{ObjectMeta: metav1.ObjectMeta{Name: "n"}, Data: map[string]string{"n": "0"}}, metav1.CreateOptions{}); err != nil {
		return err
	}
	var all sync.WaitGroup
	failures := make(chan error, 20)
	backoff := wait.Backoff{Steps: 1000, Duration: time.Millisecond, Jitter: 1}
	for range 20 {
		all.Go(func() {
			failures <- retry.RetryOnConflict(backoff, func() error {
				one, err := maps.Get(ctx, "n", metav1.GetOptions{})
				if err != nil {
					return err
				}
				var n int
				if _, err := fmt.Sscan(one.Data["n"], &n); err != nil {
					return err
				}
				one.Data["n"] = fmt.Sprint(n + 1)
				_, err = maps.Update(ctx, one, metav1.UpdateOptions{})
				return err
			})
		})
	}
	all.Wait()
	close(failures)
	for err := range failures {
		if err != nil {
			return err
		}
	}
	one, err := maps.Get(ctx, "n", metav1.GetOptions{})
	if err != nil {
		return err
	}
	return expect(one.Data["n"] == "20", "20 increments gave %s", one.Data["n"])
}

func lookAtScale(ctx context.Context, config *rest.Config) error {
	_, ns, err := room(ctx, config)
	if err != nil {
		return err
	}
	custom, err := dynamic.NewForConfig(config)
	if err != nil {
		return err
	}
	scaled := widget("w", 1)
	if err := unstructured.SetNestedField(scaled.Object, int64(1), "spec", "replicas"); err != nil {
		return err
	}
	if _, err := custom.Resource(widgetsOf).Namespace(ns).Create(ctx, scaled, metav1.CreateOptions{}); err != nil {
		return err
	}
	client, err := discovery.NewDiscoveryClientForConfig(config)
	if err != nil {
		return err
	}
	mapper := restmapper.NewDeferredDiscoveryRESTMapper(memory.NewMemCacheClient(client))
	scales, err := scale.NewForConfig(config, mapper, dynamic.LegacyAPIPathResolverFunc, scale.NewDiscoveryScaleKindResolver(client))
	if err != nil {
		return err
	}
	now, err := scales.Scales(ns).Get(ctx, widgetsOf.GroupResource(), "w", metav1.GetOptions{})
	if err != nil {
		return err
	}
	now.Spec.Replicas = 7
	now, err = scales.Scales(ns).Update(ctx, widgetsOf.GroupResource(), now, metav1.UpdateOptions{})
	if err != nil {
		return err
	}
	return expect(now.Spec.Replicas == 7, "scaled to %d", now.Spec.Replicas)
}

func lookAtEvents(ctx context.Context, config *rest.Config) error {
	client, ns, err := room(ctx, config)
	if err != nil {
		return err
	}
	about, err := client.CoreV1().ConfigMaps(ns).Create(ctx, &core.ConfigMap{ObjectMeta: metav1.ObjectMeta{Name: "about"}}, metav1.CreateOptions{})
	if err != nil {
		return err
	}
	reference := &core.ObjectReference{Kind: "ConfigMap", APIVersion: "v1", Name: about.Name, Namespace: ns, UID: about.UID}
	old := record.NewBroadcaster()
	old.StartRecordingToSink(&typedEvents{client, ns})
	defer old.Shutdown()
	recorder := old.NewRecorder(scheme.Scheme, core.EventSource{Component: "goclient"})
	for range 3 { // the second and third become patches of the first
		recorder.Event(reference, core.EventTypeNormal, "Old", "an event of the old form")
	}
	stop := make(chan struct{})
	defer close(stop)
	recent := events.NewBroadcaster(&events.EventSinkImpl{Interface: client.EventsV1()})
	if err := recent.StartRecordingToSinkWithContext(ctx); err != nil {
		return err
	}
	recent.NewRecorder(scheme.Scheme, "example.test/goclient").Eventf(reference, nil, core.EventTypeWarning, "New", "Trying", "an event of the new form")
	return until(ctx, "events, counted and under both APIs", func() (bool, error) {
		list, err := client.CoreV1().Events(ns).List(ctx, metav1.ListOptions{FieldSelector: "involvedObject.name=about"})
		if err != nil {
			return false, err
		}
		counted, fresh := false, false
		for _, event := range list.Items {
			counted = counted || event.Reason == "Old" && event.Count == 3
			fresh = fresh || event.Reason == "New" && event.ReportingController == "example.test/goclient"
		}
		return counted && fresh, nil
	})
}

// typedEvents is the sink of the old recorder.
type typedEvents struct {
	client *kubernetes.Clientset
	ns     string
}

func (s *typedEvents) Create(event *core.Event) (*core.Event, error) {
	return s.client.CoreV1().Events(s.ns).CreateWithEventNamespaceWithContext(context.Background(), event)
}

func (s *typedEvents) Update(event *core.Event) (*core.Event, error) {
	return s.client.CoreV1().Events(s.ns).UpdateWithEventNamespaceWithContext(context.Background(), event)
}

func (s *typedEvents) Patch(event *core.Event, data []byte) (*core.Event, error) {
	return s.client.CoreV1().Events(s.ns).PatchWithEventNamespaceWithContext(context.Background(), event, data)
}

func lookAtTokens(ctx context.Context, config *rest.Config) error {
	client, ns, err := room(ctx, config)
	if err != nil {
		return err
	}
	account, err := client.CoreV1().ServiceAccounts(ns).Create(ctx, &core.ServiceAccount{ObjectMeta: metav1.ObjectMeta{Name: "robot"}}, metav1.CreateOptions{})
	if err != nil {
		return err
	}
	token, err := client.CoreV1().ServiceAccounts(ns).CreateToken(ctx, account.Name, &authentication.TokenRequest{Spec: authentication.TokenRequestSpec{ExpirationSeconds: new(int64(600))}}, metav1.CreateOptions{})
	if err != nil {
		return fmt.Errorf("create a token: %w", err)
	}
	robotConfig := rest.AnonymousClientConfig(config)
	robotConfig.BearerToken = token.Status.Token
	robot, err := kubernetes.NewForConfig(protobuf(robotConfig))
	if err != nil {
		return err
	}
	self, err := robot.AuthenticationV1().SelfSubjectReviews().Create(ctx, &authentication.SelfSubjectReview{}, metav1.CreateOptions{})
	if err != nil || self.Status.UserInfo.Username != "system:serviceaccount:"+ns+":robot" {
		return fmt.Errorf("who am I: %v %w", self, err)
	}
	review := &authorization.SelfSubjectAccessReview{Spec: authorization.SelfSubjectAccessReviewSpec{ResourceAttributes: &authorization.ResourceAttributes{Namespace: ns, Verb: "list", Resource: "secrets"}}}
	access, err := robot.AuthorizationV1().SelfSubjectAccessReviews().Create(ctx, review, metav1.CreateOptions{})
	if err != nil || access.Status.Allowed {
		return fmt.Errorf("access: %v %w", access, err)
	}
	if _, err := robot.CoreV1().Secrets(ns).List(ctx, metav1.ListOptions{}); !apierrors.IsForbidden(err) {
		return fmt.Errorf("a list that is not allowed ended with %v", err)
	}
	impersonated := rest.CopyConfig(config)
	impersonated.Impersonate = rest.ImpersonationConfig{UserName: "jo", Groups: []string{"team"}}
	jo, err := kubernetes.NewForConfig(protobuf(impersonated))
	if err != nil {
		return err
	}
	if _, err := jo.CoreV1().Pods(ns).List(ctx, metav1.ListOptions{}); !apierrors.IsForbidden(err) {
		return fmt.Errorf("jo: %v", err)
	}
	if err := client.CoreV1().ServiceAccounts(ns).Delete(ctx, "robot", metav1.DeleteOptions{}); err != nil {
		return err
	}
	return until(ctx, "the token to lose its worth", func() (bool, error) {
		_, err := robot.AuthenticationV1().SelfSubjectReviews().Create(ctx, &authentication.SelfSubjectReview{}, metav1.CreateOptions{})
		return apierrors.IsUnauthorized(err), err
	})
}

func lookAtGarbage(ctx context.Context, config *rest.Config) error {
	client, ns, err := room(ctx, config)
	if err != nil {
		return err
	}
	maps := client.CoreV1().ConfigMaps(ns)
	owner, err := maps.Create(ctx, &core.ConfigMap{ObjectMeta: metav1.ObjectMeta{Name: "owner"}}, metav1.CreateOptions{})
	if err != nil {
		return err
	}
	reference := metav1.OwnerReference{APIVersion: "v1", Kind: "ConfigMap", Name: owner.Name, UID: owner.UID, BlockOwnerDeletion: new(true)}
	if _, err := client.CoreV1().Secrets(ns).Create(ctx, &core.Secret{ObjectMeta: metav1.ObjectMeta{Name: "owned", OwnerReferences: []metav1.OwnerReference{reference}}}, metav1.CreateOptions{}); err != nil {
		return err
	}
	foreground := metav1.DeletePropagationForeground
	if err := maps.Delete(ctx, "owner", metav1.DeleteOptions{PropagationPolicy: &foreground}); err != nil {
		return err
	}
	return until(ctx, "owner and owned to go", func() (bool, error) {
		_, first := maps.Get(ctx, "owner", metav1.GetOptions{})
		_, second := client.CoreV1().Secrets(ns).Get(ctx, "owned", metav1.GetOptions{})
		return apierrors.IsNotFound(first) && apierrors.IsNotFound(second), errors.Join(first, second)
	})
}

func lookAtValidation(ctx context.Context, config *rest.Config) error {
	_, ns, err := room(ctx, config)
	if err != nil {
		return err
	}
	client, err := dynamic.NewForConfig(config)
	if err != nil {
		return err
	}
	widgets := client.Resource(widgetsOf).Namespace(ns)
	_, err = widgets.Create(ctx, widget("w", -1), metav1.CreateOptions{})
	var status apierrors.APIStatus
	if !apierrors.IsInvalid(err) || !errors.As(err, &status) || len(status.Status().Details.Causes) != 1 {
		return fmt.Errorf("a broken rule ended with %v", err)
	}
	unknown := widget("w", 1)
	unknown.Object["nope"] = json.Number("1").String()
	_, err = widgets.Create(ctx, unknown, metav1.CreateOptions{FieldValidation: metav1.FieldValidationStrict})
	if !apierrors.IsBadRequest(err) {
		return fmt.Errorf("an unknown field ended with %v", err)
	}
	dry, err := widgets.Create(ctx, widget("dry", 1), metav1.CreateOptions{DryRun: []string{metav1.DryRunAll}})
	if err != nil || dry.GetUID() == "" {
		return fmt.Errorf("dry run: %v %w", dry, err)
	}
	_, err = widgets.Get(ctx, "dry", metav1.GetOptions{})
	return expect(apierrors.IsNotFound(err), "a dry run left %v", err)
}

func lookAtNamespaceEnd(ctx context.Context, config *rest.Config) error {
	client, ns, err := room(ctx, config)
	if err != nil {
		return err
	}
	custom, err := dynamic.NewForConfig(config)
	if err != nil {
		return err
	}
	stuck := widget("stuck", 1)
	stuck.SetFinalizers([]string{finalizerName})
	widgets := custom.Resource(widgetsOf).Namespace(ns)
	if _, err := widgets.Create(ctx, stuck, metav1.CreateOptions{}); err != nil {
		return err
	}
	if err := client.CoreV1().Namespaces().Delete(ctx, ns, metav1.DeleteOptions{}); err != nil {
		return err
	}
	if _, err := client.CoreV1().ConfigMaps(ns).Create(ctx, &core.ConfigMap{ObjectMeta: metav1.ObjectMeta{Name: "late"}}, metav1.CreateOptions{}); !apierrors.HasStatusCause(err, core.NamespaceTerminatingCause) {
		return fmt.Errorf("a create in a namespace that ends: %v", err)
	}
	err = until(ctx, "the condition about finalizers", func() (bool, error) {
		namespace, err := client.CoreV1().Namespaces().Get(ctx, ns, metav1.GetOptions{})
		if err != nil {
			return false, err
		}
		for _, condition := range namespace.Status.Conditions {
			if condition.Type == core.NamespaceFinalizersRemaining && condition.Status == core.ConditionTrue {
				return true, nil
			}
		}
		return false, nil
	})
	if err != nil {
		return err
	}
	if _, err := widgets.Patch(ctx, "stuck", types.MergePatchType, []byte(`{"metadata":{"finalizers":null}}`), metav1.PatchOptions{}); err != nil {
		return err
	}
	return until(ctx, "the namespace to go", func() (bool, error) {
		_, err := client.CoreV1().Namespaces().Get(ctx, ns, metav1.GetOptions{})
		return apierrors.IsNotFound(err), err
	})
}
