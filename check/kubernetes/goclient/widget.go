package main

import (
	"context"
	"fmt"
	"time"

	apiextensions "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	apiextensionsclient "k8s.io/apiextensions-apiserver/pkg/client/clientset/clientset"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/client-go/rest"
)

var (
	group         = schema.GroupVersion{Group: "go.example.test", Version: "v1"}
	widgetsOf     = group.WithResource("widgets")
	widgetKind    = group.WithKind("Widget")
	finalizerName = "go.example.test/cleanup"
)

// Widget is the custom resource of the operator that is played here.
type Widget struct {
	metav1.TypeMeta   `json:",inline"`
	metav1.ObjectMeta `json:"metadata,omitempty"`
	Spec              WidgetSpec   `json:"spec,omitempty"`
	Status            WidgetStatus `json:"status,omitempty"`
}

type WidgetSpec struct {
	Size     int64  `json:"size"`
	Color    string `json:"color,omitempty"`
	Replicas int32  `json:"replicas,omitempty"`
}

type WidgetStatus struct {
	ObservedGeneration int64              `json:"observedGeneration,omitempty"`
	Replicas           int32              `json:"replicas,omitempty"`
	Conditions         []metav1.Condition `json:"conditions,omitempty"`
}

type WidgetList struct {
	metav1.TypeMeta `json:",inline"`
	metav1.ListMeta `json:"metadata,omitempty"`
	Items           []Widget `json:"items"`
}

func (w *Widget) DeepCopyObject() runtime.Object {
	copy := *w
	w.ObjectMeta.DeepCopyInto(&copy.ObjectMeta)
	copy.Status.Conditions = append([]metav1.Condition(nil), w.Status.Conditions...)
	return &copy
}

func (l *WidgetList) DeepCopyObject() runtime.Object {
	copy := *l
	l.ListMeta.DeepCopyInto(&copy.ListMeta)
	copy.Items = make([]Widget, len(l.Items))
	for i := range l.Items {
		copy.Items[i] = *l.Items[i].DeepCopyObject().(*Widget)
	}
	return &copy
}

// install creates the definition of Widget, if it is not there, and waits until it is established.
func install(config *rest.Config) error {
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	typed := rest.CopyConfig(config)
	typed.ContentType = runtime.ContentTypeProtobuf // as typed clients of operators do
	typed.AcceptContentTypes = "application/vnd.kubernetes.protobuf,application/json"
	client, err := apiextensionsclient.NewForConfig(typed)
	if err != nil {
		return err
	}
	definitions := client.ApiextensionsV1().CustomResourceDefinitions()
	if _, err := definitions.Create(ctx, widgetDefinition(), metav1.CreateOptions{}); err != nil && !apierrors.IsAlreadyExists(err) {
		return fmt.Errorf("create definition: %w", err)
	}
	return until(ctx, "the definition to be established", func() (bool, error) {
		definition, err := definitions.Get(ctx, "widgets.go.example.test", metav1.GetOptions{})
		if err != nil {
			return false, err
		}
		for _, condition := range definition.Status.Conditions {
			if condition.Type == apiextensions.Established && condition.Status == apiextensions.ConditionTrue {
				return true, nil
			}
		}
		return false, nil
	})
}

func widgetDefinition() *apiextensions.CustomResourceDefinition {
	integer := apiextensions.JSONSchemaProps{Type: "integer"}
	text := apiextensions.JSONSchemaProps{Type: "string"}
	scalePath := ".status.selector"
	return &apiextensions.CustomResourceDefinition{
		ObjectMeta: metav1.ObjectMeta{Name: "widgets.go.example.test"},
		Spec: apiextensions.CustomResourceDefinitionSpec{
			Group: group.Group,
			Names: apiextensions.CustomResourceDefinitionNames{Plural: "widgets", Singular: "widget", Kind: "Widget", ListKind: "WidgetList"},
			Scope: apiextensions.NamespaceScoped,
			Versions: []apiextensions.CustomResourceDefinitionVersion{{
				Name: "v1", Served: true, Storage: true,
				Schema: &apiextensions.CustomResourceValidation{OpenAPIV3Schema: &apiextensions.JSONSchemaProps{
					Type: "object",
					Properties: map[string]apiextensions.JSONSchemaProps{
						"spec": {
							Type:       "object",
							Required:   []string{"size"},
							Properties: map[string]apiextensions.JSONSchemaProps{"size": integer, "color": text, "replicas": integer},
							XValidations: apiextensions.ValidationRules{{
								Rule: "self.size >= 0", Message: "size must not be negative",
							}},
						},
						"status": {
							Type:                   "object",
							XPreserveUnknownFields: new(true),
							Properties:             map[string]apiextensions.JSONSchemaProps{"replicas": integer, "selector": text},
						},
					},
				}},
				SelectableFields: []apiextensions.SelectableField{{JSONPath: ".spec.color"}},
				Subresources: &apiextensions.CustomResourceSubresources{
					Status: &apiextensions.CustomResourceSubresourceStatus{},
					Scale: &apiextensions.CustomResourceSubresourceScale{
						SpecReplicasPath: ".spec.replicas", StatusReplicasPath: ".status.replicas", LabelSelectorPath: &scalePath,
					},
				},
			}},
		},
	}
}
