package io.github.miragemaven.local;

import io.github.miragemaven.local.fault.Fault;
import io.github.miragemaven.local.fault.FaultPlan;
import io.github.miragemaven.local.fault.Faults;
import io.github.miragemaven.local.http.Delivery;
import io.github.miragemaven.local.http.HttpResponse;
import io.github.miragemaven.local.service.Call;
import io.github.miragemaven.local.service.CallFilter;
import io.github.miragemaven.local.service.Service;
import io.github.miragemaven.local.service.ServiceError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Counts the calls of a region, delays them, injects faults, and applies quotas. */
final class TestCalls implements CallFilter {

  private final Duration latency;
  private final Map<String, Long> requests = new ConcurrentHashMap<>();
  private volatile FaultPlan faults;
  private volatile Optional<QuotaLimits> limits = Optional.empty();

  TestCalls(LocalRegionSettings settings) {
    this.latency = settings.latency();
    this.faults = new FaultPlan(settings.faults());
  }

  /** Replaces the faults from now on. */
  void inject(Faults others) {
    faults = new FaultPlan(others);
  }

  /** Applies quotas from now on. */
  void limit(QuotaLimits quotas) {
    limits = Optional.of(quotas);
  }

  /** Returns the number of signed requests for each operation, including those that failed. */
  Map<String, Long> requests() {
    return new TreeMap<>(requests);
  }

  @Override
  public HttpResponse respond(Service service, Call call, Performer next) {
    requests.merge(call.operation(), 1L, Long::sum);
    HttpResponse answer;
    try {
      answer = planned(service, call, next);
    } catch (ServiceError e) {
      answer = service.errorResponse(e, call.requestId());
    }
    return new Delivery(Delivery.Extent.WHOLE, latency).applyTo(answer);
  }

  private HttpResponse planned(Service service, Call call, Performer next) throws ServiceError {
    Optional<Fault> planned = faults.next(call.operation(), service.block(call.request()));
    if (planned.isEmpty()) {
      return perform(call, next);
    }
    Fault fault = planned.get();
    HttpResponse answer =
        fault.error().isPresent()
            ? service.errorResponse(
                fault.error().get().of(service, call.operation()), call.requestId())
            : fault.performed() ? perform(call.with(fault.anomaly()), next) : HttpResponse.of(500);
    return new Delivery(fault.extent(), fault.delay()).applyTo(answer);
  }

  private HttpResponse perform(Call call, Performer next) throws ServiceError {
    try {
      if (limits.isPresent()) {
        limits.get().check(call);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return next.perform(call);
  }
}
