package dev.supercargo.conformance.api;

/// The custom kinds of the suite: Widget (with everything), Gadget (cluster-scoped), Blob (keeps unknown fields).
final class Definitions {
    private Definitions() {}

    static final String WIDGET = """
            {'apiVersion':'apiextensions.k8s.io/v1','kind':'CustomResourceDefinition',
             'metadata':{'name':'widgets.conformance.example.test'},
             'spec':{'group':'conformance.example.test','scope':'Namespaced',
              'names':{'plural':'widgets','singular':'widget','kind':'Widget','shortNames':['wd'],'categories':['demo']},
              'versions':[{'name':'v1','served':true,'storage':true,
               'subresources':{'status':{},'scale':{'specReplicasPath':'.spec.replicas',
                 'statusReplicasPath':'.status.replicas','labelSelectorPath':'.status.selector'}},
               'selectableFields':[{'jsonPath':'.spec.color'}],
               'additionalPrinterColumns':[
                 {'name':'Size','type':'integer','jsonPath':'.spec.size'},
                 {'name':'Title','type':'string','jsonPath':'.spec.title','priority':1},
                 {'name':'Age','type':'date','jsonPath':'.metadata.creationTimestamp'}],
               'schema':{'openAPIV3Schema':{'type':'object','properties':{
                 'spec':{'type':'object',
                  'x-kubernetes-validations':[
                   {'rule':'!has(self.least) || self.least <= self.size','fieldPath':'.least',
                    'messageExpression':'self.color'},
                   {'rule':'has(self.fixed) == has(oldSelf.fixed)','message':'fixed comes and goes never'}],
                  'properties':{
                   'size':{'type':'integer','minimum':0,'maximum':100,'default':1},
                   'least':{'type':'integer'},
                   'color':{'type':'string','enum':['red','green','blue'],'default':'red'},
                   'title':{'type':'string','maxLength':12,'pattern':'^[a-z]+$'},
                   'when':{'type':'string','format':'date-time'},
                   'replicas':{'type':'integer'},
                   'fixed':{'type':'string','x-kubernetes-validations':[
                     {'rule':'self == oldSelf','message':'is fixed'}]},
                   'tags':{'type':'array','items':{'type':'string'},'x-kubernetes-list-type':'set'},
                   'args':{'type':'array','items':{'type':'string'}},
                   'deep':{'type':'object','default':{},'properties':{
                     'mode':{'type':'string','default':'fast'},'note':{'type':'string'}}},
                   'steps':{'type':'array','x-kubernetes-list-type':'map','x-kubernetes-list-map-keys':['name'],
                    'items':{'type':'object','required':['name'],'properties':{
                     'name':{'type':'string'},'image':{'type':'string'},'retries':{'type':'integer','default':3}}}}}},
                 'status':{'type':'object','properties':{'phase':{'type':'string'},
                   'replicas':{'type':'integer'},'selector':{'type':'string'}}}}}}}]}}
            """;

    static final String GADGET = """
            {'apiVersion':'apiextensions.k8s.io/v1','kind':'CustomResourceDefinition',
             'metadata':{'name':'gadgets.conformance.example.test'},
             'spec':{'group':'conformance.example.test','scope':'Cluster',
              'names':{'plural':'gadgets','singular':'gadget','kind':'Gadget'},
              'versions':[{'name':'v1','served':true,'storage':true,
               'schema':{'openAPIV3Schema':{'type':'object','properties':{
                 'spec':{'type':'object','x-kubernetes-preserve-unknown-fields':true}}}}}]}}
            """;

    static final String BLOB = """
            {'apiVersion':'apiextensions.k8s.io/v1','kind':'CustomResourceDefinition',
             'metadata':{'name':'blobs.conformance.example.test'},
             'spec':{'group':'conformance.example.test','scope':'Namespaced',
              'names':{'plural':'blobs','singular':'blob','kind':'Blob'},
              'versions':[{'name':'v1','served':true,'storage':true,
               'schema':{'openAPIV3Schema':{'type':'object','x-kubernetes-preserve-unknown-fields':true}}}]}}
            """;
}
