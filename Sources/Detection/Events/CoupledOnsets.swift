import Glibc
import Statistics

/// When each of several series that share a fall began to, in the light of when the others did.
///
/// A series that was low by chance before it fell seems to have fallen early, and one that shows the
/// fall weakly may have fallen anywhere. So the likelihood of each onset is weighed by how far from the
/// others it lies: all fall at once, or in waves that follow each other within hours. An onset far from
/// all others is another fall that overlaps, or chance, and says nothing of when its series fell with
/// them. Onsets are not sharpened by those beside them, and may be weighed as if each stood alone.
struct CoupledOnsets {
  /// In the order given.
  let onsets: [EdgeWeights]

  /// Seconds between onsets of one drop, on average: a first wave is watched for the better part of
  /// an hour.
  private static let apartSeconds = 2700.0
  /// How often an onset has nothing to do with the others, and over how many seconds it may then lie.
  private static let strayShare = 0.1
  private static let straySeconds = 86_400.0

  /// - Parameters:
  ///   - own: what each series says by itself, on one clock.
  ///   - clarities: of each, in standard deviations; clearer ones say more of where the others lie.
  init(_ own: [EdgeWeights], clarities: [Double], stepSeconds: Int) {
    let steps = EdgeWeights.steps(of: own)
    let scale = CoupledOnsets.apartSeconds / Double(stepSeconds)
    let likelihoods = own.map { $0.weights(over: steps) }
    let near = likelihoods.map { LaplaceSmoothing.smoothed($0, scale: scale) }
    let clearest = clarities.indices.max { clarities[$0] < clarities[$1] }
    // Something must say when: the clearest is not doubted.
    let stray = CoupledOnsets.strayShare * Double(stepSeconds) / CoupledOnsets.straySeconds
    onsets = own.indices.map { index in
      var prior = [Double](repeating: 0, count: steps.count)
      for other in own.indices where other != index {
        let weight = clarities[other] * clarities[other]
        for step in prior.indices { prior[step] += weight * near[other][step] }
      }
      let total = prior.reduce(0, +)
      // One alone, or one far from all others, has no company.
      guard total > 0 else { return own[index] }
      let joint = zip(likelihoods[index], prior).map { $0 * $1 / total }
      let fitting = (1 - CoupledOnsets.strayShare) * joint.reduce(0, +)
      guard fitting > 0 else { return own[index] }
      let astray = index == clearest ? 0 : stray / (stray + fitting)
      let weights = zip(joint, prior).map {
        (1 - astray) * (1 - CoupledOnsets.strayShare) * $0 / fitting + astray * $1 / total
      }
      return EdgeWeights(first: steps.lowerBound, unscaled: weights.map(log)) ?? own[index]
    }
  }
}

extension FallEvent {
  /// The same with the onset of each part in the light of the others, and its end behind that; parts
  /// whose clocks do not match that of the anchor keep their onset.
  func coupled(_ watched: [Watched]) -> FallEvent {
    let lead = watched[anchor.watched]
    let shifts = parts.map { watched[$0.watched].shift(onto: lead) }
    let alike = parts.indices.filter { shifts[$0] != nil }
    let coupled = CoupledOnsets(
      alike.map { parts[$0].onset.moved(bySteps: shifts[$0] ?? 0) },
      clarities: alike.map { parts[$0].clarity }, stepSeconds: lead.stepSeconds)
    var dated = self
    for (index, onset) in zip(alike, coupled.onsets) {
      dated.parts[index].onset = onset.moved(bySteps: -(shifts[index] ?? 0))
    }
    for index in parts.indices {
      dated.parts[index].end = parts[index].end.behind(dated.parts[index].onset.mode)
    }
    return dated
  }
}
