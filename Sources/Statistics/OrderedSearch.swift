extension RandomAccessCollection {
  /// The number of elements at the front for which `isBefore` holds, found by halving; it must hold for
  /// none behind the first for which it does not.
  public func countOfFront(where isBefore: (Element) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if isBefore(self[index(startIndex, offsetBy: middle)]) {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return low
  }
}
