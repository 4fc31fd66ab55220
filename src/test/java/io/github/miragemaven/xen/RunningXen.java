package io.github.miragemaven.xen;

import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests the {@link Dom0} that they take as a parameter. The first test starts it, all share
 * it, and it ends after the last one. What kept it from starting, each test says again.
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

  /** What lasts as long as all the tests; JUnit closes what can be closed in it. */
  private static Store store(ExtensionContext context) {
    return context.getRoot().getStore(Namespace.create(RunningXen.class));
  }
}
