import Glibc
import Statistics
import Vocabulary

/// Whether a fall is demand that sank and came back slowly, everywhere by the same part.
///
/// A final on television, the first warm Sunday: orders go down and up again like half a wave, in all
/// storefronts at once. A fault comes or ends more sharply, or takes a different part of each storefront
/// that it hits. Both are fitted to the orders; neither knows its times or its depth beforehand.
struct DemandWave {
  private let storefronts: [Watched]
  private let watched: [Watched]

  /// A sag that takes more is worth a look, whatever made it.
  private static let deepest = 0.3
  /// Fewer storefronts show no "everywhere".
  private static let fewest = 3
  private static let shortestSeconds = 3 * 3600.0
  /// By so much log-likelihood at most the wave may fit worse than the fault, of which a hundred times as
  /// many forms are tried.
  private static let chance = 0.75
  /// What each storefront beyond the first gains by a depth of its own, and by edges and a shape of its
  /// own too, if nothing is in them.
  private static let depthGain = 1.0
  private static let edgesGain = 3.0
  /// Lengths and shifts of the wave that are tried, as parts of the fall's length: a fall of constant
  /// depth that fits half a wave best is three quarters as long.
  private static let lengths = [1.0, 1.15, 1.3, 1.5, 1.7, 2, 2.4]
  private static let shifts = [-0.45, -0.3, -0.15, 0, 0.15, 0.3, 0.45]
  /// Onsets and ends of a fault that are tried.
  private static let places = 12

  init(_ watched: [Watched]) {
    self.watched = watched
    storefronts = watched.filter { $0.series.key.isStorefront }
  }

  /// Not of a fall that still goes on: whether orders come back slowly is not seen yet.
  func explains(_ event: FallEvent) -> Bool {
    let anchor = watched[event.anchor.watched]
    let areAlike = storefronts.allSatisfy {
      $0.stepSeconds == anchor.stepSeconds && $0.origin == anchor.origin
    }
    guard storefronts.count >= DemandWave.fewest, anchor.series.key.isStorefront, areAlike,
      !event.anchor.isOpen,
      let wave = likelihood(of: event.anchor.fall), wave.depth < DemandWave.deepest
    else { return false }
    return !isFault(event, likelier: wave.logLikelihood + DemandWave.chance)
  }

  /// The likeliest wave around `fall`, and its depth.
  private func likelihood(of fall: Fall) -> (logLikelihood: Double, depth: Double)? {
    let length = Double(fall.end - fall.start)
    let middle = Double(fall.start + fall.end) / 2
    var best: (logLikelihood: Double, depth: Double)?
    for part in DemandWave.lengths
    where part * length * Double(storefronts[0].stepSeconds) >= DemandWave.shortestSeconds {
      for shift in DemandWave.shifts {
        let half = part * length / 2
        let found = likelihood(from: middle + shift * length - half, length: 2 * half)
        if let found, found.logLikelihood > (best?.logLikelihood ?? 0) { best = found }
      }
    }
    return best
  }

  /// Of one wave, with the depth that fits best.
  private func likelihood(
    from start: Double, length: Double
  ) -> (logLikelihood: Double, depth: Double)? {
    let first = Int(start.rounded(.down))
    let last = Int((start + length).rounded(.up))
    guard first >= 0 else { return nil }
    let course = (first..<max(first, last)).map { step in
      0.5 * (1 - cos(2 * .pi * min(1, max(0, (Double(step) + 0.5 - start) / length))))
    }
    let moments = storefronts.map { $0.scan.moments(of: course, from: first) }
      .reduce(.nothing, +)
    guard moments.logLikelihood > 0 else { return nil }
    return (moments.logLikelihood, -moments.correlation / moments.information)
  }

  /// Whether a fault has this log-likelihood or more: one that has edges and depths of its own in each storefront
  /// of the event, that has but the depths of its own, or that hits all storefronts alike.
  private func isFault(_ event: FallEvent, likelier least: Double) -> Bool {
    let parts = event.parts.filter { watched[$0.watched].series.key.isStorefront }
    let others = Double(parts.count - 1)
    let single = parts.reduce(0) {
      $0 + likelihoods(of: $1.fall, in: [watched[$1.watched]]).oneDepth
    }
    if single - DemandWave.edgesGain * others >= least { return true }
    let shared = likelihoods(of: event.anchor.fall, in: parts.map { watched[$0.watched] })
    if shared.ownDepths - DemandWave.depthGain * others >= least { return true }
    return likelihoods(of: event.anchor.fall, in: storefronts).oneDepth >= least
  }

  /// Log-likelihoods of the likeliest fault around `fall` that comes and ends in `series` at once, of any
  /// shape that falls have: with a depth of its own in each, and with one in all.
  private func likelihoods(
    of fall: Fall, in series: [Watched]
  ) -> (ownDepths: Double, oneDepth: Double) {
    let length = fall.end - fall.start
    let stride = max(1, length / DemandWave.places)
    let first = max(0, fall.start - length / 2)
    var best = (ownDepths: 0.0, oneDepth: 0.0)
    for end in Swift.stride(from: fall.end - length / 3, through: fall.end + length / 3, by: stride)
    {
      let courses = series.map {
        $0.scan.courses(
          from: first, to: min(end, $0.scan.dataEnd),
          spread: $0.scan.spread(duration: length))
      }
      for (shape, _) in FallShape.tried(length: length) {
        let parts = shape.parts(place: 0)
        for onset in Swift.stride(from: first, to: end, by: stride) {
          let moments = courses.compactMap { $0.moments(parts, from: onset) }
          best.ownDepths = max(best.ownDepths, moments.reduce(0) { $0 + $1.logLikelihood })
          best.oneDepth = max(best.oneDepth, moments.reduce(.nothing, +).logLikelihood)
        }
      }
    }
    return best
  }
}

extension FallScan {
  /// What the orders say of a fall by `course` from step `first` on, 1 being all orders; as much of it as
  /// there are data.
  func moments(of course: [Double], from first: Int) -> FallMoments {
    guard first < dataEnd else { return .nothing }
    let seen = course.prefix(dataEnd - first)
    let spread = spread(duration: seen.count)
    let (correlation, information, taken) = response.follow(seen, from: first, pass)
    let rest = response.rest(from: first + seen.count, taken: taken)
    return FallMoments(
      correlation: correlation + rest.correlation, information: information + rest.information
    ).scattering(by: spread)
  }
}
