package dev.supercargo.kube.store;

class InMemoryStoreTest extends StoreContract {
    @Override
    Store fresh() {
        return Store.inMemory();
    }
}
