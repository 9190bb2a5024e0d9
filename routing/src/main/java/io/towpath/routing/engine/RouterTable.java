package io.towpath.routing.engine;

import io.towpath.net.IpAddress;
import io.towpath.net.Prefix;
import io.towpath.routing.fib.Fib;
import io.towpath.routing.fib.FibEntry;
import io.towpath.routing.rib.RibRoute;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Table of an ordinary router's VRF: the base table and what BGP selected, the lower distance
 * winning. BGP's part stays in the shared arrays of the BGP state; rows are made when asked for.
 */
final class RouterTable implements VrfTable {
  private final EngineIndex index;
  private final int vrf;
  private final BaseTable base;
  private final @Nullable BgpView bgp;
  private @Nullable CompiledFib fib;
  private @Nullable CompiledFib template;
  private long count;

  /**
   * A table.
   *
   * @param template its forwarding form in another state, if that was compiled
   */
  RouterTable(
      EngineIndex index,
      int vrf,
      BaseTable base,
      @Nullable BgpView bgp,
      @Nullable CompiledFib template) {
    this.index = index;
    this.vrf = vrf;
    this.base = base;
    this.bgp = bgp;
    this.template = template;
  }

  BaseTable base() {
    return base;
  }

  @Nullable BgpView bgp() {
    return bgp;
  }

  NextHops nextHops() {
    return new NextHops(index, vrf, base, bgp);
  }

  @Override
  public synchronized Fib fib() {
    if (fib == null) {
      fib = compile();
      template = null;
    }
    return fib;
  }

  @Override
  public synchronized @Nullable CompiledFib compiled() {
    return fib;
  }

  private CompiledFib compile() {
    RouterMerge merge = new RouterMerge(base, bgp, nextHops());
    CompiledFib compiled = merge.compile(template);
    count = merge.routes();
    return compiled;
  }

  @Override
  public synchronized long routeCount() {
    if (fib == null) {
      fib();
    }
    return count;
  }

  @Override
  public List<RibRoute> routes() {
    return rows().all();
  }

  @Override
  public List<RibRoute> at(Prefix prefix) {
    return rows().at(prefix);
  }

  @Override
  public List<RibRoute> absent() {
    return rows().absent();
  }

  private RouterRows rows() {
    return new RouterRows(index, base, bgp, nextHops());
  }

  @Override
  public @Nullable RibRoute match(IpAddress address) {
    FibEntry entry = fib().match(address);
    return entry == null
        ? null
        : at(entry.prefix()).stream()
            .filter(RibRoute::isActive)
            .min(Comparator.comparing(RibRoute::routeClass))
            .orElse(null);
  }
}
