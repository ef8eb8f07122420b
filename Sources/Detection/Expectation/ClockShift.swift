import Statistics
import Vocabulary

/// Finds when local clocks changed: from then on the daily shape comes an hour earlier or later.
///
/// The input names no time zones. Over chunks of six hours, three courses are compared (an hour
/// earlier, as before, an hour later), and the most likely sequence is taken with a high price on
/// every change (Viterbi), so that only a lasting shift is believed.
enum ClockShift {
  static let chunkSeconds = 6 * 3600

  /// The courses compared, by how many hours they come earlier.
  private static let hours = [0, 1, -1]

  /// Price of a change in log-likelihood: clocks change twice a year, in some 1,460 chunks, and a
  /// false belief costs more than a late one.
  static let priceOfChange = 12.0

  /// Price on a weekend, and in a direction, in which half of the countries change theirs.
  static let priceOfUsualChange = 6.0

  /// Price of a half hour at which clocks change nowhere by rule.
  static let priceOfOtherHalfHour = 10.0

  /// A shift that does not last so long, or to the end of the window, was none: clocks stay changed
  /// for months.
  static let leastDays = 4

  /// Clocks change on Sundays, in some countries on Fridays or Saturdays; in UTC that may be Monday.
  /// Days since 1970-01-01, a Thursday, modulo 7: Friday 1 to Monday 4.
  static func mayChange(_ moment: Timestamp) -> Bool {
    let day = moment.secondsSinceEpoch / 86_400 % 7
    return (1...4).contains(day)
  }

  /// Beyond this level (logarithm) a course is not the right one, or the chunk is a drop or a holiday.
  static let mostLevel = 0.25

  /// What a course that is beyond it misses more than one that is well within.
  static let farMiss = 6.0

  /// For every step of the window the shift in slots, relative to the window's first cycles.
  ///
  /// - Parameters:
  ///   - values: NaN where nothing was counted.
  ///   - isOfFirstCycles: whether the profile was learnt from the window's first cycles, and not from
  ///     what lies before it.
  ///   - profile: the expected course at a step, from an hour before the window to one behind it.
  static func find(
    values: [Double], stepSeconds: Int, origin: Timestamp, isOfFirstCycles: Bool = true,
    profile: (_ step: Int) -> Double
  ) -> [Int] {
    let hour = 3600 / stepSeconds
    guard hour >= 1, 3600 % stepSeconds == 0 else {
      return [Int](repeating: 0, count: values.count)
    }
    let chunk = chunkSeconds / stepSeconds
    let chunks = (values.count + chunk - 1) / chunk
    let shifts = hours.map { $0 * hour }
    let halves = HalfHourLogs(values, hour: hour, shifts: shifts, profile: profile)
    let inChunk = chunk / halves.length
    let misses = (0..<chunks).map { index in
      let own = (index * inChunk)..<min(halves.count, (index + 1) * inChunk)
      return misfits(halves, own)
    }
    let totals = misses.reduce(.zero, +)
    let most = isOfFirstCycles ? 0 : totals.indices.min { totals[$0] < totals[$1] } ?? 0
    // Where clocks change in the midst of a window, the course that they change to is no worse than the
    // other for half of it, and only the third tells how misfits scatter.
    let unchanged = [Int](repeating: most, count: chunks)
    let first = likeliest(misses, trust: shares(of: misses, beside: unchanged).max() ?? 1, origin)
    let states = likeliest(misses, trust: shares(of: misses, beside: first).min() ?? 1, origin)
    let exact = toHalfHours(states, halves, inChunk, origin)
    let result = (0..<values.count).map { shifts[exact[$0 / halves.length]] }
    return lasting(result, least: leastDays * 86_400 / stepSeconds)
  }

  /// By chunk which of the three courses is right, the likeliest sequence of them, where misfits count
  /// `trust` of what they are.
  private static func likeliest(
    _ misses: [SIMD3<Double>], trust: Double, _ origin: Timestamp
  ) -> [Int] {
    // The profile may have been learnt for the most part from after a change.
    var cost = SIMD3<Double>.zero
    var cameFrom: [SIMD3<Int>] = []
    for (index, miss) in misses.enumerated() {
      let now = origin.advanced(bySeconds: index * chunkSeconds)
      var next = cost
      var previous = SIMD3(0, 1, 2)
      for state in 0..<3 {
        for other in 0..<3 where other != state {
          let price = price(other, state, at: now)
          guard cost[other] + price < next[state] else { continue }
          next[state] = cost[other] + price
          previous[state] = other
        }
        next[state] += trust * miss[state]
      }
      cost = next
      cameFrom.append(previous)
    }
    var state = cost.indices.min { cost[$0] < cost[$1] } ?? 0
    return cameFrom.reversed().map { previous in
      defer { state = previous[state] }
      return state
    }.reversed()
  }

  /// By half hour which course is right.
  private static func toHalfHours(
    _ states: [Int], _ halves: HalfHourLogs, _ inChunk: Int, _ origin: Timestamp
  ) -> [Int] {
    var exact = (0..<halves.count).map { states[$0 / inChunk] }
    let changes = states.indices.dropFirst().filter { states[$0] != states[$0 - 1] }
    for (place, chunk) in changes.enumerated() {
      let since = place > 0 ? changes[place - 1] : 0
      let until = place + 1 < changes.count ? changes[place + 1] : states.count
      let (old, new) = (states[chunk - 1], states[chunk])
      let moment = ClockMoment(
        halves, inChunk: inChunk, found: chunk, between: since..<until, old: old, new: new)
      let first = moment.halfHour { half in
        let start = origin.advanced(bySeconds: half * chunkSeconds / inChunk)
        let isUsual = ClockRules.changes(ahead: hours[new] > hours[old], at: start)
        return price(old, new, at: start) + (isUsual ? 0 : priceOfOtherHalfHour)
      }
      for half in moment.reach { exact[half] = half < first ? old : new }
    }
    return exact
  }

  /// What it takes to believe that clocks changed from one course to another at a moment.
  private static func price(_ old: Int, _ new: Int, at moment: Timestamp) -> Double {
    guard mayChange(moment), abs(hours[new] - hours[old]) == 1 else { return .infinity }
    return ClockRules.mayChange(ahead: hours[new] > hours[old], at: moment)
      ? priceOfUsualChange : priceOfChange
  }

  /// How much of their misfits deserves to count, once by the courses an hour ahead of those that are taken
  /// for right, and once by those an hour behind.
  ///
  /// Noise that lasts longer than half an hour makes a whole chunk look shifted by chance. A chunk's
  /// surplus misfit of a wrong course has a mean m and a variance v; if misfits were log-likelihoods, v
  /// would be 2m. Where it is more, they say so much less. Both are taken over the chunks of one time of
  /// day, since an hour makes more of a difference in the morning than at noon.
  ///
  /// - Parameter right: by chunk.
  private static func shares(of misses: [SIMD3<Double>], beside right: [Int]) -> [Double] {
    let chunksPerDay = 86_400 / chunkSeconds
    return [1, -1].compactMap { ahead in
      var (nominal, seen) = (0.0, 0.0)
      for first in 0..<chunksPerDay {
        var surpluses = stride(from: first, to: misses.count, by: chunksPerDay).compactMap {
          chunk in
          surplus(of: misses[chunk], right[chunk], ahead: ahead)
        }
        guard let middle = Quantiles.median(surpluses),
          let spread = Quantiles.scaledMAD(reordering: &surpluses)
        else { continue }
        nominal += max(0, 2 * middle)
        seen += max(2 * middle, spread * spread)
      }
      return seen > 0 ? nominal / seen : nil
    }
  }

  /// What the course so many hours ahead of the right one misses more; `nil` if nothing can be told.
  private static func surplus(of miss: SIMD3<Double>, _ right: Int, ahead: Int) -> Double? {
    guard let wrong = hours.firstIndex(of: hours[right] + ahead), miss[wrong] != miss[right] else {
      return nil
    }
    return miss[wrong] - miss[right]
  }

  /// The shifts without those that do not last: they take the value before them.
  private static func lasting(_ shifts: [Int], least: Int) -> [Int] {
    var result = shifts
    var start = 0
    while start < result.count {
      var end = start
      while end < result.count, result[end] == result[start] { end += 1 }
      if start > 0, end < result.count, end - start < least {
        for step in start..<end { result[step] = result[start - 1] }
      }
      start = end
    }
    return result
  }

  /// Misfits of the half hours of a chunk in units of −log-likelihood, one for each course.
  private static func misfits(_ halves: HalfHourLogs, _ chunk: Range<Int>) -> SIMD3<Double> {
    let fits = hours.indices.map { halves.fit(chunk, $0) }
    // Where none is near, the chunk is a drop or a holiday and says nothing against those that are far.
    let within = fits.filter { abs($0.level) < mostLevel }
    let least = within.map(\.miss).min() ?? 0
    let near = within.filter { abs($0.level) < mostLevel / 2 }.map(\.miss).min()
    let misses = fits.map {
      abs($0.level) < mostLevel ? $0.miss : near.map { $0 + farMiss } ?? least
    }
    return SIMD3(misses[0], misses[1], misses[2])
  }
}
