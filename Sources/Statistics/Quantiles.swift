/// Order statistics of samples without NaN.
public enum Quantiles {
  /// The middle value, the mean of the two middle ones for an even count; `nil` if empty.
  public static func median(_ values: [Double]) -> Double? {
    guard !values.isEmpty else { return nil }
    var scratch = values
    return medianInPlace(&scratch)
  }

  /// The median, reordering `values`; they must not be empty.
  public static func medianInPlace(_ values: inout [Double]) -> Double {
    let middle = values.count / 2
    let upper: Double
    if values.count <= few {
      sortFew(&values)
      upper = values[middle]
    } else {
      upper = select(&values, rank: middle, in: 0..<values.count)
    }
    guard values.count.isMultiple(of: 2) else { return upper }
    var lower = values[0]
    for index in 1..<max(1, middle) where values[index] > lower { lower = values[index] }
    return (lower + upper) / 2
  }

  /// So few values are put in order sooner than parted.
  private static let few = 10

  private static func sortFew(_ values: inout [Double]) {
    for next in values.indices.dropFirst() {
      let value = values[next]
      var place = next
      while place > 0, values[place - 1] > value {
        values[place] = values[place - 1]
        place -= 1
      }
      values[place] = value
    }
  }

  /// The quantile at `level` (0…1) by linear interpolation between order statistics, type 7 of
  /// Hyndman and Fan (1996), as R's and NumPy's default; `nil` if empty.
  public static func quantile(_ values: [Double], _ level: Double) -> Double? {
    guard !values.isEmpty else { return nil }
    let sorted = values.sorted()
    let position = level * Double(sorted.count - 1)
    let below = Int(position.rounded(.down))
    let above = min(below + 1, sorted.count - 1)
    return sorted[below] + (position - Double(below)) * (sorted[above] - sorted[below])
  }

  /// Median absolute deviation from the median, scaled by 1.4826 so that it estimates the standard
  /// deviation of a normal sample (1 / Φ⁻¹(3/4)); `nil` if empty.
  public static func scaledMAD(_ values: [Double]) -> Double? {
    var scratch = values
    return scaledMAD(reordering: &scratch)
  }

  /// The same without a copy, where their order and values are needed no more.
  public static func scaledMAD(reordering values: inout [Double]) -> Double? {
    guard !values.isEmpty else { return nil }
    let centre = medianInPlace(&values)
    for index in values.indices { values[index] = abs(values[index] - centre) }
    return 1.4826 * medianInPlace(&values)
  }

  /// The sum of the `count` smallest values; afterwards `values` holds anything.
  ///
  /// A bound below which, by a sample, a tenth less lies tells most of them; only what is left is put in
  /// order.
  static func sumOfSmallest(_ count: Int, of values: inout [Double]) -> Double {
    guard count < values.count else { return values.reduce(0, +) }
    let bound = bound(below: count, of: values)
    var sum = 0.0
    var left = 0
    for index in values.indices {
      let value = values[index]
      values[left] = value
      left += value > bound ? 1 : 0
      sum += value > bound ? 0 : value
    }
    let wanted = count - (values.count - left)
    guard wanted > 0 else { return sum }
    _ = select(&values, rank: wanted, in: 0..<left)
    for index in 0..<wanted { sum += values[index] }
    return sum
  }

  /// A value up to which some less than `count` lie; with luck nearly as many.
  private static func bound(below count: Int, of values: [Double]) -> Double {
    let size = 64
    guard values.count > 4 * size else { return -.infinity }
    var sample = (0..<size).map { values[$0 * values.count / size] }
    let place = Double(count) / Double(values.count) - 0.1
    let bound = select(&sample, rank: max(0, Int(place * Double(size))), in: 0..<size)
    return values.count { $0 <= bound } < count ? bound : -.infinity
  }

  /// The element of 0-based `rank` in ascending order, of those in `range`, by quickselect.
  ///
  /// Afterwards no element before `rank` is larger than it. Partitions without a branch on the values,
  /// which no processor can foretell (Lomuto's scheme).
  static func select(_ values: inout [Double], rank: Int, in range: Range<Int>) -> Double {
    var low = range.lowerBound
    var high = range.upperBound
    while high - low > 1 {
      let pivot = middle(values[low], values[(low + high) / 2], values[high - 1])
      let below = partition(&values, in: low..<high) { $0 < pivot }
      if rank < below {
        high = below
      } else if below > low {
        low = below
      } else {
        // None is smaller: those equal to the pivot come first, so that equal values end the search.
        low = partition(&values, in: low..<high) { $0 == pivot }
        if rank < low { return pivot }
      }
    }
    return values[rank]
  }

  /// Puts those for which it holds first, and gives where the others begin.
  @inline(__always)
  private static func partition(
    _ values: inout [Double], in range: Range<Int>, _ isFirst: (Double) -> Bool
  ) -> Int {
    var values = values.mutableSpan
    var place = range.lowerBound
    for index in range {
      let value = values[index]
      values[index] = values[place]
      values[place] = value
      place += isFirst(value) ? 1 : 0
    }
    return place
  }

  private static func middle(_ one: Double, _ other: Double, _ third: Double) -> Double {
    max(min(one, other), min(max(one, other), third))
  }
}
