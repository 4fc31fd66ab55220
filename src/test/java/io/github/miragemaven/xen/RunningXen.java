package io.github.miragemaven.xen;

import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Resolves {@link Dom0} parameters of tests. The first test starts it, all tests share it, and it
 * is stopped after the last one. If it does not start, each test reports the cause.
 */
public final class RunningXen implements BeforeEachCallback, ParameterResolver {

  @Override
  public void beforeEach(ExtensionContext test) throws Exception {
    Store store = store(test);
    if (store.get(Throwable.class) instanceof Exception before) {
      throw before;
    }
    if (store.get(Throwable.class) instanceof Error before) {
      throw before;
    }
    if (store.get(Dom0.class) == null) {
      try {
        store.put(Dom0.class, Dom0.start(XenRig.require()));
      } catch (Exception | AssertionError e) {
        store.put(Throwable.class, e);
        throw e;
      }
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
    return parameter.getParameter().getType() == Dom0.class;
  }

  @Override
  public Dom0 resolveParameter(ParameterContext parameter, ExtensionContext test) {
    return store(test).get(Dom0.class, Dom0.class);
  }

  /** The root store, whose closeable values JUnit closes after all tests. */
  private static Store store(ExtensionContext context) {
    return context.getRoot().getStore(Namespace.create(RunningXen.class));
  }
}
