package dev.tideway.flowtest;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Tests of the store's order flow, which share a runner.
@FlowTest(
        functions = {"orders", "inventory", "payments", "order-view"},
        manifests = {"broker-config/in-memory", "triggers"},
        brokerClass = BrokerClass.AS_WRITTEN,
        root = "..")
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@interface StoreFlow {}
