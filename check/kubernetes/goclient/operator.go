package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"strings"
	"time"

	admissionregistration "k8s.io/api/admissionregistration/v1"
	apps "k8s.io/api/apps/v1"
	core "k8s.io/api/core/v1"
	apiextensions "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	apimeta "k8s.io/apimachinery/pkg/api/meta"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	applycore "k8s.io/client-go/applyconfigurations/core/v1"
	clientscheme "k8s.io/client-go/kubernetes/scheme"
	"k8s.io/client-go/rest"
	ctrl "sigs.k8s.io/controller-runtime"
	"sigs.k8s.io/controller-runtime/pkg/cache"
	"sigs.k8s.io/controller-runtime/pkg/client"
	"sigs.k8s.io/controller-runtime/pkg/controller/controllerutil"
	"sigs.k8s.io/controller-runtime/pkg/envtest"
	metrics "sigs.k8s.io/controller-runtime/pkg/metrics/server"
	"sigs.k8s.io/controller-runtime/pkg/webhook"
	"sigs.k8s.io/controller-runtime/pkg/webhook/admission"
)

var runtimeLooks = []look{
	{"operator", lookAtOperator},
	{"operator-webhooks", lookAtWebhooks},
	{"envtest-crds", lookAtEnvtest},
}

func operatorScheme() *runtime.Scheme {
	scheme := runtime.NewScheme()
	_ = clientscheme.AddToScheme(scheme)
	scheme.AddKnownTypes(group, &Widget{}, &WidgetList{})
	metav1.AddToGroupVersion(scheme, group)
	return scheme
}

// reconciler is an operator in small: a finalizer, a ConfigMap and a Deployment of its own, conditions in the status.
type reconciler struct {
	client.Client
	events interface {
		Eventf(regarding, related runtime.Object, kind, reason, action, note string, words ...any)
	}
}

func (r *reconciler) Reconcile(ctx context.Context, request ctrl.Request) (ctrl.Result, error) {
	var widget Widget
	if err := r.Get(ctx, request.NamespacedName, &widget); err != nil {
		return ctrl.Result{}, client.IgnoreNotFound(err)
	}
	if !widget.DeletionTimestamp.IsZero() {
		if controllerutil.RemoveFinalizer(&widget, finalizerName) {
			return ctrl.Result{}, r.Update(ctx, &widget)
		}
		return ctrl.Result{}, nil
	}
	if controllerutil.AddFinalizer(&widget, finalizerName) {
		if err := r.Update(ctx, &widget); err != nil {
			return ctrl.Result{}, err
		}
	}
	deployment := &apps.Deployment{ObjectMeta: metav1.ObjectMeta{Name: widget.Name, Namespace: widget.Namespace}}
	if _, err := controllerutil.CreateOrUpdate(ctx, r.Client, deployment, func() error {
		labels := map[string]string{"widget": widget.Name}
		deployment.Spec.Replicas = new(int32(widget.Spec.Size))
		deployment.Spec.Selector = &metav1.LabelSelector{MatchLabels: labels}
		deployment.Spec.Template.Labels = labels
		deployment.Spec.Template.Spec.Containers = []core.Container{{Name: "c", Image: "example.test/c:1"}}
		return controllerutil.SetControllerReference(&widget, deployment, r.Scheme())
	}); err != nil {
		return ctrl.Result{}, fmt.Errorf("deployment: %w", err)
	}
	configMap := applycore.ConfigMap(widget.Name, widget.Namespace).WithData(map[string]string{"size": fmt.Sprint(widget.Spec.Size)})
	if err := r.Apply(ctx, configMap, client.FieldOwner("operator"), client.ForceOwnership); err != nil {
		return ctrl.Result{}, fmt.Errorf("config map: %w", err)
	}
	before := widget.DeepCopyObject().(*Widget)
	widget.Status.ObservedGeneration = widget.Generation
	widget.Status.Replicas = deployment.Status.ReadyReplicas
	changed := apimeta.SetStatusCondition(&widget.Status.Conditions, metav1.Condition{
		Type: "Ready", Status: metav1.ConditionTrue, Reason: "Done", Message: "all is well", ObservedGeneration: widget.Generation,
	})
	if changed {
		r.events.Eventf(&widget, nil, core.EventTypeNormal, "Ready", "Reconcile", "size %d", widget.Spec.Size)
	}
	return ctrl.Result{}, r.Status().Patch(ctx, &widget, client.MergeFromWithOptions(before, client.MergeFromWithOptimisticLock{}))
}

func manager(config *rest.Config, ns string, hooks webhook.Server) (ctrl.Manager, error) {
	return ctrl.NewManager(config, ctrl.Options{
		Scheme:                  operatorScheme(),
		Metrics:                 metrics.Options{BindAddress: "0"},
		Cache:                   cache.Options{DefaultNamespaces: map[string]cache.Config{ns: {}}},
		WebhookServer:           hooks,
		LeaderElection:          hooks == nil,
		LeaderElectionID:        "operator",
		LeaderElectionNamespace: ns,
	})
}

func lookAtOperator(ctx context.Context, config *rest.Config) error {
	_, ns, err := room(ctx, config)
	if err != nil {
		return err
	}
	mgr, err := manager(config, ns, nil)
	if err != nil {
		return err
	}
	if err := mgr.GetFieldIndexer().IndexField(ctx, &Widget{}, "spec.color", func(o client.Object) []string {
		return []string{o.(*Widget).Spec.Color}
	}); err != nil {
		return err
	}
	events := mgr.GetEventRecorder("operator")
	if err := ctrl.NewControllerManagedBy(mgr).For(&Widget{}).Owns(&apps.Deployment{}).Named(ns).Complete(&reconciler{mgr.GetClient(), events}); err != nil {
		return err
	}
	run, stop := context.WithCancel(ctx)
	ended := make(chan error, 1)
	go func() { ended <- mgr.Start(run) }()
	err = driveOperator(ctx, mgr, ns)
	stop()
	return errors.Join(err, <-ended)
}

func driveOperator(ctx context.Context, mgr ctrl.Manager, ns string) error {
	direct, err := client.New(mgr.GetConfig(), client.Options{Scheme: mgr.GetScheme()})
	if err != nil {
		return err
	}
	key := client.ObjectKey{Namespace: ns, Name: "w"}
	widget := &Widget{ObjectMeta: metav1.ObjectMeta{Name: "w", Namespace: ns}, Spec: WidgetSpec{Size: 2, Color: "red"}}
	if err := direct.Create(ctx, widget); err != nil {
		return err
	}
	settled := func(generation, size int64) error {
		return until(ctx, fmt.Sprintf("generation %d to be reconciled", generation), func() (bool, error) {
			var deployment apps.Deployment
			if err := direct.Get(ctx, key, &deployment); err != nil {
				return false, err
			}
			var configMap core.ConfigMap
			if err := direct.Get(ctx, key, &configMap); err != nil {
				return false, err
			}
			if err := direct.Get(ctx, key, widget); err != nil {
				return false, err
			}
			return widget.Status.ObservedGeneration == generation && int64(*deployment.Spec.Replicas) == size &&
				configMap.Data["size"] == fmt.Sprint(size) && apimeta.IsStatusConditionTrue(widget.Status.Conditions, "Ready"), nil
		})
	}
	if err := settled(1, 2); err != nil {
		return err
	}
	widget.Spec.Size = 3
	if err := direct.Update(ctx, widget); err != nil {
		return err
	}
	if err := settled(2, 3); err != nil {
		return err
	}
	var deployment apps.Deployment
	if err := direct.Get(ctx, key, &deployment); err != nil {
		return err
	}
	deployment.Status = apps.DeploymentStatus{Replicas: 3, ReadyReplicas: 3} // what a deployment controller would say wakes the operator
	if err := direct.Status().Update(ctx, &deployment); err != nil {
		return err
	}
	if err := until(ctx, "the status of the Deployment to arrive", func() (bool, error) {
		err := direct.Get(ctx, key, widget)
		return widget.Status.Replicas == 3, err
	}); err != nil {
		return err
	}
	var cached WidgetList
	if err := mgr.GetClient().List(ctx, &cached, client.MatchingFields{"spec.color": "red"}); err != nil || len(cached.Items) != 1 {
		return fmt.Errorf("the cache lists %d: %w", len(cached.Items), err)
	}
	var selected WidgetList
	if err := direct.List(ctx, &selected, client.InNamespace(ns), client.MatchingFields{"spec.color": "blue"}); err != nil || len(selected.Items) != 0 {
		return fmt.Errorf("the server lists %d blue ones: %w", len(selected.Items), err)
	}
	if err := direct.Delete(ctx, widget, client.PropagationPolicy(metav1.DeletePropagationBackground)); err != nil {
		return err
	}
	return until(ctx, "the Widget and what it owns to go", func() (bool, error) {
		first := direct.Get(ctx, key, &Widget{})
		second := direct.Get(ctx, key, &apps.Deployment{})
		return apierrors.IsNotFound(first) && apierrors.IsNotFound(second), errors.Join(first, second)
	})
}

// hooks is what an operator's webhooks do: complete an object, refuse a bad one, warn about an odd one.
type hooks struct{}

func (hooks) Default(_ context.Context, widget *Widget) error {
	if widget.Spec.Color == "" {
		widget.Spec.Color = "green"
	}
	return nil
}

func (hooks) ValidateCreate(_ context.Context, widget *Widget) (admission.Warnings, error) {
	if widget.Spec.Color == "black" {
		return nil, errors.New("no black ones")
	}
	return admission.Warnings{"colors are deprecated"}, nil
}

func (hooks) ValidateUpdate(_ context.Context, old, widget *Widget) (admission.Warnings, error) {
	if old.Spec.Color != widget.Spec.Color {
		return nil, errors.New("the color stays")
	}
	return nil, nil
}

func (hooks) ValidateDelete(_ context.Context, widget *Widget) (admission.Warnings, error) {
	if widget.Labels["keep"] != "" {
		return nil, errors.New("it is kept")
	}
	return nil, nil
}

func lookAtWebhooks(ctx context.Context, config *rest.Config) error {
	_, ns, err := room(ctx, config)
	if err != nil {
		return err
	}
	configuration := webhookConfigurations(ns)
	install := envtest.WebhookInstallOptions{
		MutatingWebhooks: configuration.mutating, ValidatingWebhooks: configuration.validating,
		LocalServingHost: "127.0.0.1", PollInterval: 50 * time.Millisecond,
	}
	if err := install.Install(config); err != nil {
		return fmt.Errorf("install: %w", err)
	}
	defer func() { _ = install.Cleanup() }()
	mgr, err := manager(config, ns, webhook.NewServer(webhook.Options{
		Host: install.LocalServingHost, Port: install.LocalServingPort, CertDir: install.LocalServingCertDir,
	}))
	if err != nil {
		return err
	}
	if err := ctrl.NewWebhookManagedBy(mgr, &Widget{}).WithDefaulter(hooks{}).WithValidator(hooks{}).Complete(); err != nil {
		return err
	}
	run, stop := context.WithCancel(ctx)
	ended := make(chan error, 1)
	go func() { ended <- mgr.Start(run) }()
	err = driveWebhooks(ctx, mgr, ns, net.JoinHostPort(install.LocalServingHost, fmt.Sprint(install.LocalServingPort)))
	err = errors.Join(err, install.Cleanup())
	stop()
	return errors.Join(err, <-ended)
}

func driveWebhooks(ctx context.Context, mgr ctrl.Manager, ns, address string) error {
	if err := until(ctx, "the webhook server", func() (bool, error) {
		connection, err := net.DialTimeout("tcp", address, time.Second)
		if err == nil {
			_ = connection.Close()
		}
		return err == nil, err
	}); err != nil {
		return err
	}
	warned := rest.CopyConfig(mgr.GetConfig())
	var warnings strings.Builder
	warned.WarningHandler = rest.NewWarningWriter(&warnings, rest.WarningWriterOptions{})
	direct, err := client.New(warned, client.Options{Scheme: mgr.GetScheme()})
	if err != nil {
		return err
	}
	widget := &Widget{ObjectMeta: metav1.ObjectMeta{GenerateName: "w-", Namespace: ns, Labels: map[string]string{"keep": "yes"}}, Spec: WidgetSpec{Size: 1}}
	if err := direct.Create(ctx, widget); err != nil || widget.Spec.Color != "green" {
		return fmt.Errorf("after defaulting: %+v %w", widget.Spec, err)
	}
	if !strings.Contains(warnings.String(), "colors are deprecated") {
		return fmt.Errorf("the warnings were %q", warnings.String())
	}
	black := &Widget{ObjectMeta: metav1.ObjectMeta{Name: "black", Namespace: ns}, Spec: WidgetSpec{Size: 1, Color: "black"}}
	if err := direct.Create(ctx, black); !apierrors.IsForbidden(err) || !strings.Contains(err.Error(), "no black ones") {
		return fmt.Errorf("a black one: %v", err)
	}
	widget.Spec.Color = "red"
	if err := direct.Update(ctx, widget); !apierrors.IsForbidden(err) || !strings.Contains(err.Error(), "the color stays") {
		return fmt.Errorf("another color: %v", err)
	}
	if err := direct.Delete(ctx, widget); !apierrors.IsForbidden(err) || !strings.Contains(err.Error(), "it is kept") {
		return fmt.Errorf("a kept one: %v", err)
	}
	return nil
}

type configurations struct {
	mutating   []*admissionregistration.MutatingWebhookConfiguration
	validating []*admissionregistration.ValidatingWebhookConfiguration
}

func webhookConfigurations(ns string) configurations {
	rules := []admissionregistration.RuleWithOperations{{
		Operations: []admissionregistration.OperationType{admissionregistration.Create, admissionregistration.Update, admissionregistration.Delete},
		Rule:       admissionregistration.Rule{APIGroups: []string{group.Group}, APIVersions: []string{"v1"}, Resources: []string{"widgets"}},
	}}
	mutating := rules[0]
	mutating.Operations = mutating.Operations[:2]
	none := admissionregistration.SideEffectClassNone
	here := &metav1.LabelSelector{MatchLabels: map[string]string{"kubernetes.io/metadata.name": ns}}
	at := func(path string) admissionregistration.WebhookClientConfig {
		return admissionregistration.WebhookClientConfig{Service: &admissionregistration.ServiceReference{Namespace: ns, Name: "hooks", Path: &path}}
	}
	return configurations{
		mutating: []*admissionregistration.MutatingWebhookConfiguration{{
			TypeMeta:   metav1.TypeMeta{APIVersion: "admissionregistration.k8s.io/v1", Kind: "MutatingWebhookConfiguration"},
			ObjectMeta: metav1.ObjectMeta{Name: ns + "-mutating"},
			Webhooks: []admissionregistration.MutatingWebhook{{
				Name: "m.go.example.test", ClientConfig: at("/mutate-go-example-test-v1-widget"), Rules: []admissionregistration.RuleWithOperations{mutating},
				SideEffects: &none, AdmissionReviewVersions: []string{"v1"}, NamespaceSelector: here,
			}},
		}},
		validating: []*admissionregistration.ValidatingWebhookConfiguration{{
			TypeMeta:   metav1.TypeMeta{APIVersion: "admissionregistration.k8s.io/v1", Kind: "ValidatingWebhookConfiguration"},
			ObjectMeta: metav1.ObjectMeta{Name: ns + "-validating"},
			Webhooks: []admissionregistration.ValidatingWebhook{{
				Name: "v.go.example.test", ClientConfig: at("/validate-go-example-test-v1-widget"), Rules: rules,
				SideEffects: &none, AdmissionReviewVersions: []string{"v1"}, NamespaceSelector: here,
			}},
		}},
	}
}

// lookAtEnvtest starts envtest against the running server, as suites of operators do with USE_EXISTING_CLUSTER.
func lookAtEnvtest(_ context.Context, config *rest.Config) error {
	definition := widgetDefinition()
	definition.Name = "gears.envtest.example.test"
	definition.Spec.Group = "envtest.example.test"
	definition.Spec.Names.Plural, definition.Spec.Names.Singular = "gears", "gear"
	definition.Spec.Names.Kind, definition.Spec.Names.ListKind = "Gear", "GearList"
	definition.SetGroupVersionKind(apiextensions.SchemeGroupVersion.WithKind("CustomResourceDefinition"))
	environment := &envtest.Environment{Config: config, UseExistingCluster: new(true), CRDs: []*apiextensions.CustomResourceDefinition{definition}}
	if _, err := environment.Start(); err != nil {
		return fmt.Errorf("start: %w", err)
	}
	if err := environment.Stop(); err != nil {
		return fmt.Errorf("stop: %w", err)
	}
	return envtest.UninstallCRDs(config, envtest.CRDInstallOptions{CRDs: []*apiextensions.CustomResourceDefinition{definition}})
}
