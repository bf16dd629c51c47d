package main

import (
	"context"
	"errors"
	"fmt"

	apps "k8s.io/api/apps/v1"
	authentication "k8s.io/api/authentication/v1"
	autoscaling "k8s.io/api/autoscaling/v1"
	core "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/apimachinery/pkg/watch"
	"k8s.io/client-go/rest"
	ctrl "sigs.k8s.io/controller-runtime"
	"sigs.k8s.io/controller-runtime/pkg/builder"
	"sigs.k8s.io/controller-runtime/pkg/client"
	"sigs.k8s.io/controller-runtime/pkg/client/apiutil"
	"sigs.k8s.io/controller-runtime/pkg/controller/controllerutil"
	"sigs.k8s.io/controller-runtime/pkg/envtest"
	"sigs.k8s.io/controller-runtime/pkg/handler"
	"sigs.k8s.io/controller-runtime/pkg/reconcile"

	apiextensions "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
)

// What operators ask of the client of controller-runtime beside plain reads and writes.
var everydayLooks = []look{
	{"client-status-apply", lookAtStatusApply},
	{"client-preconditions", lookAtPreconditions},
	{"client-delete-all-of", lookAtDeleteAllOf},
	{"client-unstructured", lookAtUnstructured},
	{"client-mapping", lookAtMapping},
	{"client-subresources", lookAtSubresources},
	{"client-watch", lookAtClientWatch},
	{"client-workloads", lookAtWorkloads},
	{"operator-metadata", lookAtMetadataOperator},
}

// desk is a client in a namespace of its own.
func desk(ctx context.Context, config *rest.Config) (client.WithWatch, string, error) {
	_, ns, err := room(ctx, config)
	if err != nil {
		return nil, "", err
	}
	c, err := client.NewWithWatch(config, client.Options{Scheme: operatorScheme()})
	return c, ns, err
}

func ofSize(ns, name string, size int64, labels map[string]string) *Widget {
	return &Widget{ObjectMeta: metav1.ObjectMeta{Name: name, Namespace: ns, Labels: labels}, Spec: WidgetSpec{Size: size, Color: "red"}}
}

func statusOf(ns, name string, status map[string]any) *unstructured.Unstructured {
	object := &unstructured.Unstructured{Object: map[string]any{"status": status}}
	object.SetGroupVersionKind(widgetKind)
	object.SetNamespace(ns)
	object.SetName(name)
	return object
}

// lookAtStatusApply applies to the status as two managers, whose fields stay apart; a third wants what is taken.
func lookAtStatusApply(ctx context.Context, config *rest.Config) error {
	c, ns, err := desk(ctx, config)
	if err != nil {
		return err
	}
	widget := ofSize(ns, "w", 2, nil)
	if err := c.Create(ctx, widget); err != nil {
		return err
	}
	apply := func(owner string, status map[string]any, options ...client.ApplyOption) error {
		options = append(options, client.FieldOwner(owner))
		subresource := make([]client.SubResourceApplyOption, 0, len(options))
		for _, option := range options {
			subresource = append(subresource, option.(client.SubResourceApplyOption))
		}
		return c.Status().Apply(ctx, client.ApplyConfigurationFromUnstructured(statusOf(ns, "w", status)), subresource...)
	}
	if err := apply("one", map[string]any{"replicas": int64(3)}); err != nil {
		return fmt.Errorf("first: %w", err)
	}
	if err := apply("two", map[string]any{"observedGeneration": int64(1)}); err != nil {
		return fmt.Errorf("second: %w", err)
	}
	if err := apply("three", map[string]any{"replicas": int64(4)}); !apierrors.IsConflict(err) {
		return fmt.Errorf("no conflict about replicas: %w", err)
	}
	if err := apply("three", map[string]any{"replicas": int64(4)}, client.ForceOwnership); err != nil {
		return fmt.Errorf("forced: %w", err)
	}
	if err := c.Get(ctx, client.ObjectKeyFromObject(widget), widget); err != nil {
		return err
	}
	return expect(widget.Status.Replicas == 4 && widget.Status.ObservedGeneration == 1 && widget.Spec.Size == 2 && widget.Generation == 1,
		"the applied status is %+v, generation %d", widget.Status, widget.Generation)
}

func lookAtPreconditions(ctx context.Context, config *rest.Config) error {
	c, ns, err := desk(ctx, config)
	if err != nil {
		return err
	}
	if err := c.Create(ctx, ofSize(ns, "dry", 1, nil), client.DryRunAll); err != nil {
		return fmt.Errorf("dry run: %w", err)
	}
	if err := c.Get(ctx, client.ObjectKey{Namespace: ns, Name: "dry"}, &Widget{}); !apierrors.IsNotFound(err) {
		return fmt.Errorf("a dry run created something: %w", err)
	}
	widget := ofSize(ns, "w", 1, nil)
	if err := c.Create(ctx, widget); err != nil {
		return err
	}
	other, old := types.UID("other"), widget.ResourceVersion
	if err := c.Delete(ctx, widget, client.Preconditions{UID: &other}); !apierrors.IsConflict(err) {
		return fmt.Errorf("deleted with another uid: %w", err)
	}
	widget.Spec.Size = 2
	if err := c.Update(ctx, widget); err != nil {
		return err
	}
	if err := c.Delete(ctx, widget, client.Preconditions{ResourceVersion: &old}); !apierrors.IsConflict(err) {
		return fmt.Errorf("deleted with an old version: %w", err)
	}
	uid, now := widget.UID, widget.ResourceVersion
	if err := c.Delete(ctx, widget, client.Preconditions{UID: &uid, ResourceVersion: &now}); err != nil {
		return err
	}
	if err := c.Delete(ctx, widget); !apierrors.IsNotFound(err) {
		return fmt.Errorf("deleted twice: %w", err)
	}
	return nil
}

func lookAtDeleteAllOf(ctx context.Context, config *rest.Config) error {
	c, ns, err := desk(ctx, config)
	if err != nil {
		return err
	}
	for i := range 6 {
		labels := map[string]string{"odd": fmt.Sprint(i % 2)}
		if err := c.Create(ctx, ofSize(ns, fmt.Sprintf("w%d", i), 1, labels)); err != nil {
			return err
		}
	}
	if err := c.DeleteAllOf(ctx, &Widget{}, client.InNamespace(ns), client.MatchingLabels{"odd": "1"}); err != nil {
		return err
	}
	var left WidgetList
	if err := c.List(ctx, &left, client.InNamespace(ns), client.HasLabels{"odd"}); err != nil {
		return err
	}
	return expect(len(left.Items) == 3, "%d of 3 are left", len(left.Items))
}

// lookAtUnstructured reads without Go types: pages of unstructured objects, and metadata alone.
func lookAtUnstructured(ctx context.Context, config *rest.Config) error {
	c, ns, err := desk(ctx, config)
	if err != nil {
		return err
	}
	for i := range 7 {
		if err := c.Create(ctx, ofSize(ns, fmt.Sprintf("w%d", i), int64(i), nil)); err != nil {
			return err
		}
	}
	names, next := map[string]bool{}, ""
	for {
		page := &unstructured.UnstructuredList{}
		page.SetGroupVersionKind(group.WithKind("WidgetList"))
		if err := c.List(ctx, page, client.InNamespace(ns), client.Limit(3), client.Continue(next)); err != nil {
			return err
		}
		for _, item := range page.Items {
			names[item.GetName()] = true
		}
		if next = page.GetContinue(); next == "" {
			break
		}
	}
	metadata := &metav1.PartialObjectMetadata{}
	metadata.SetGroupVersionKind(widgetKind)
	if err := c.Get(ctx, client.ObjectKey{Namespace: ns, Name: "w3"}, metadata); err != nil {
		return err
	}
	before := metadata.DeepCopy()
	metadata.Annotations = map[string]string{"seen": "yes"}
	if err := c.Patch(ctx, metadata, client.MergeFrom(before)); err != nil {
		return fmt.Errorf("patch of metadata: %w", err)
	}
	return expect(len(names) == 7 && metadata.Annotations["seen"] == "yes", "%d names, annotations %v", len(names), metadata.Annotations)
}

// lookAtMapping asks for a kind before and after it is defined: the mapper looks again.
func lookAtMapping(_ context.Context, config *rest.Config) error {
	http, err := rest.HTTPClientFor(config)
	if err != nil {
		return err
	}
	mapper, err := apiutil.NewDynamicRESTMapper(config, http)
	if err != nil {
		return err
	}
	mapping, err := mapper.RESTMapping(widgetKind.GroupKind(), "v1")
	if err != nil || mapping.Resource != widgetsOf {
		return fmt.Errorf("mapped to %v: %w", mapping, err)
	}
	kind := schema.GroupKind{Group: "late.example.test", Kind: "Latecomer"}
	if _, err := mapper.RESTMapping(kind, "v1"); err == nil {
		return errors.New("a kind is mapped before it is defined")
	}
	definition := widgetDefinition()
	definition.Name, definition.Spec.Group = "latecomers.late.example.test", kind.Group
	definition.Spec.Names = apiextensions.CustomResourceDefinitionNames{Plural: "latecomers", Singular: "latecomer", Kind: kind.Kind, ListKind: "LatecomerList"}
	definition.SetGroupVersionKind(apiextensions.SchemeGroupVersion.WithKind("CustomResourceDefinition"))
	options := envtest.CRDInstallOptions{CRDs: []*apiextensions.CustomResourceDefinition{definition}}
	if _, err := envtest.InstallCRDs(config, options); err != nil {
		return err
	}
	mapping, err = mapper.RESTMapping(kind, "v1")
	if err := errors.Join(err, envtest.UninstallCRDs(config, options)); err != nil {
		return err
	}
	return expect(mapping.Resource.Resource == "latecomers", "mapped to %v", mapping.Resource)
}

// lookAtSubresources goes through the generic client of subresources: a scale, and a token.
func lookAtSubresources(ctx context.Context, config *rest.Config) error {
	c, ns, err := desk(ctx, config)
	if err != nil {
		return err
	}
	deployment := deploymentOf(ns, "d")
	if err := c.Create(ctx, deployment); err != nil {
		return err
	}
	scale := &autoscaling.Scale{}
	if err := c.SubResource("scale").Get(ctx, deployment, scale); err != nil {
		return fmt.Errorf("scale: %w", err)
	}
	scale.Spec.Replicas = 7
	if err := c.SubResource("scale").Update(ctx, deployment, client.WithSubResourceBody(scale)); err != nil {
		return fmt.Errorf("scaling: %w", err)
	}
	if err := c.Get(ctx, client.ObjectKeyFromObject(deployment), deployment); err != nil {
		return err
	}
	account := &core.ServiceAccount{ObjectMeta: metav1.ObjectMeta{Namespace: ns, Name: "bot"}}
	if err := c.Create(ctx, account); err != nil {
		return err
	}
	token := &authentication.TokenRequest{Spec: authentication.TokenRequestSpec{Audiences: []string{"me"}}}
	if err := c.SubResource("token").Create(ctx, account, token); err != nil {
		return fmt.Errorf("token: %w", err)
	}
	return expect(*deployment.Spec.Replicas == 7 && scale.Status.Selector == "app=d" && token.Status.Token != "",
		"replicas %d, selector %q", *deployment.Spec.Replicas, scale.Status.Selector)
}

func deploymentOf(ns, name string) *apps.Deployment {
	labels := map[string]string{"app": name}
	deployment := &apps.Deployment{ObjectMeta: metav1.ObjectMeta{Namespace: ns, Name: name}}
	deployment.Spec.Selector = &metav1.LabelSelector{MatchLabels: labels}
	deployment.Spec.Template.Labels = labels
	deployment.Spec.Template.Spec.Containers = []core.Container{{Name: "c", Image: "example.test/c:1"}}
	return deployment
}

func lookAtClientWatch(ctx context.Context, config *rest.Config) error {
	c, ns, err := desk(ctx, config)
	if err != nil {
		return err
	}
	events, err := c.Watch(ctx, &WidgetList{}, client.InNamespace(ns), client.MatchingLabels{"k": "v"})
	if err != nil {
		return err
	}
	defer events.Stop()
	widget := ofSize(ns, "w", 1, map[string]string{"k": "v"})
	if err := c.Create(ctx, widget); err != nil {
		return err
	}
	widget.Labels["k"] = "other" // leaves the selection
	if err := c.Update(ctx, widget); err != nil {
		return err
	}
	for _, wanted := range []watch.EventType{watch.Added, watch.Deleted} {
		select {
		case event := <-events.ResultChan():
			if event.Type != wanted {
				return fmt.Errorf("%s instead of %s", event.Type, wanted)
			}
		case <-ctx.Done():
			return fmt.Errorf("no %s", wanted)
		}
	}
	return nil
}

// lookAtWorkloads reads what operators read without asking whether it is there, and changes nothing by saying the same.
func lookAtWorkloads(ctx context.Context, config *rest.Config) error {
	c, ns, err := desk(ctx, config)
	if err != nil {
		return err
	}
	deployment := deploymentOf(ns, "d")
	if err := c.Create(ctx, deployment); err != nil {
		return err
	}
	filled := deployment.Spec.Replicas != nil && *deployment.Spec.Replicas == 1 && deployment.Spec.Strategy.RollingUpdate != nil &&
		deployment.Spec.RevisionHistoryLimit != nil && deployment.Spec.Template.Spec.TerminationGracePeriodSeconds != nil &&
		deployment.Spec.Template.Spec.Containers[0].ImagePullPolicy == core.PullIfNotPresent
	if err := expect(filled, "not filled in: %+v", deployment.Spec); err != nil {
		return err
	}
	same := &apps.Deployment{ObjectMeta: metav1.ObjectMeta{Namespace: ns, Name: "d"}}
	result, err := controllerutil.CreateOrUpdate(ctx, c, same, func() error {
		same.Spec.Template.Spec.Containers[0].Image = "example.test/c:1"
		return nil
	})
	if err != nil || result != controllerutil.OperationResultNone {
		return fmt.Errorf("saying the same is %q: %w", result, err)
	}
	set := &apps.StatefulSet{ObjectMeta: metav1.ObjectMeta{Namespace: ns, Name: "s"}}
	set.Spec.Selector, set.Spec.Template = deployment.Spec.Selector, deployment.Spec.Template
	if err := c.Create(ctx, set); err != nil {
		return err
	}
	service := &core.Service{ObjectMeta: metav1.ObjectMeta{Namespace: ns, Name: "s"}}
	service.Spec.Ports = []core.ServicePort{{Port: 80}}
	if err := c.Create(ctx, service); err != nil {
		return err
	}
	return expect(*set.Spec.Replicas == 1 && service.Spec.Type == core.ServiceTypeClusterIP && service.Spec.Ports[0].TargetPort.IntValue() == 80,
		"not filled in: %+v, %+v", set.Spec.Replicas, service.Spec)
}

// touched counts, on each Widget, the ConfigMaps that name it, of which the operator caches the metadata alone.
type touched struct{ client.Client }

func (t *touched) Reconcile(ctx context.Context, request reconcile.Request) (reconcile.Result, error) {
	var widget Widget
	if err := t.Get(ctx, request.NamespacedName, &widget); err != nil {
		return reconcile.Result{}, client.IgnoreNotFound(err)
	}
	maps := &metav1.PartialObjectMetadataList{}
	maps.SetGroupVersionKind(core.SchemeGroupVersion.WithKind("ConfigMapList"))
	if err := t.List(ctx, maps, client.InNamespace(request.Namespace), client.MatchingLabels{"widget": request.Name}); err != nil {
		return reconcile.Result{}, err
	}
	before := widget.DeepCopyObject().(*Widget)
	widget.Status.Replicas = int32(len(maps.Items))
	return reconcile.Result{}, t.Status().Patch(ctx, &widget, client.MergeFrom(before))
}

func lookAtMetadataOperator(ctx context.Context, config *rest.Config) error {
	c, ns, err := desk(ctx, config)
	if err != nil {
		return err
	}
	mgr, err := manager(config, ns, nil)
	if err != nil {
		return err
	}
	named := func(_ context.Context, object client.Object) []reconcile.Request {
		return []reconcile.Request{{NamespacedName: types.NamespacedName{Namespace: ns, Name: object.GetLabels()["widget"]}}}
	}
	if err := ctrl.NewControllerManagedBy(mgr).For(&Widget{}).Named(ns).
		Watches(&core.ConfigMap{}, handler.EnqueueRequestsFromMapFunc(named), builder.OnlyMetadata).
		Complete(&touched{mgr.GetClient()}); err != nil {
		return err
	}
	run, stop := context.WithCancel(ctx)
	ended := make(chan error, 1)
	go func() { ended <- mgr.Start(run) }()
	err = func() error {
		if err := c.Create(ctx, ofSize(ns, "w", 1, nil)); err != nil {
			return err
		}
		for i := range 3 {
			configMap := &core.ConfigMap{ObjectMeta: metav1.ObjectMeta{Namespace: ns, Name: fmt.Sprintf("c%d", i), Labels: map[string]string{"widget": "w"}}}
			if err := c.Create(ctx, configMap); err != nil {
				return err
			}
		}
		return until(ctx, "three ConfigMaps to be counted", func() (bool, error) {
			var widget Widget
			err := c.Get(ctx, client.ObjectKey{Namespace: ns, Name: "w"}, &widget)
			return widget.Status.Replicas == 3, err
		})
	}()
	stop()
	return errors.Join(err, <-ended)
}
