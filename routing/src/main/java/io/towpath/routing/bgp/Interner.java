package io.towpath.routing.bgp;

import io.towpath.net.Community;
import io.towpath.net.IpAddress;
import io.towpath.net.Ipv4Address;
import java.util.ArrayList;
import java.util.List;

/**
 * AS paths, attribute sets and arrays of one group of prefix classes. Used by one thread at a time;
 * a forked interner may be read by many.
 */
final class Interner {
  final ArrayTable arrays;
  final PathTable paths;
  final AttributeTable attributes;

  Interner() {
    arrays = new ArrayTable();
    paths = new PathTable(arrays);
    attributes = new AttributeTable();
  }

  private Interner(ArrayTable arrays, PathTable paths, AttributeTable attributes) {
    this.arrays = arrays;
    this.paths = paths;
    this.attributes = attributes;
  }

  /** One that knows all ids of this one and may add to them; this one no longer. */
  Interner fork() {
    ArrayTable forkedArrays = arrays.fork();
    return new Interner(forkedArrays, paths.fork(forkedArrays), attributes.fork());
  }

  /** The same attributes as another interner has under an id. */
  int copyAttributes(Interner from, int id, AttributeDraft draft) {
    from.attributes.read(id, draft);
    draft.communities = copyArray(from, draft.communities);
    draft.clusters = copyArray(from, draft.clusters);
    return attributes.intern(draft);
  }

  private int copyArray(Interner from, int id) {
    int[] array = from.arrays.toArray(id);
    return arrays.intern(array, array.length);
  }

  /** Communities of an array as values, sorted. */
  List<Community> communities(int id) {
    List<Community> list = new ArrayList<>();
    for (int value : arrays.toArray(id)) {
      list.add(new Community(value));
    }
    return list;
  }

  /** Addresses of an array as values, in its order. */
  List<IpAddress> addresses(int id) {
    List<IpAddress> list = new ArrayList<>();
    for (int value : arrays.toArray(id)) {
      list.add(new Ipv4Address(value));
    }
    return list;
  }
}
