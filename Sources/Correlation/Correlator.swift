public import Vocabulary

/// Links drops to the changes before them, with evidence and an honest probability.
///
/// Sees what happened and nothing of who or what wrote a change or of its paperwork: a `Rollout`
/// does not hold it (method.md, principle 1). "No recorded change" is always a candidate. For each
/// suspect, `priorLogOdds` of the attribution plus its weights of evidence is the logarithm of its
/// probability over that of no recorded change.
public struct Correlator: Sendable {
  public let settings: CorrelationSettings
  public let topology: ServiceGraph

  public init(settings: CorrelationSettings = CorrelationSettings(), topology: ServiceGraph) {
    self.settings = settings
    self.topology = topology
  }

  /// One attribution a drop, in the order of `drops`.
  ///
  /// `rollouts` are all known ones, in any order: candidates are chosen inside, the rest tells how
  /// often changes happen. Of `incidents` only time, place and the services named are read. `known` is
  /// what people concluded about other drops; each drop is judged with what was known before it.
  public func attribute(
    _ drops: [Drop], rollouts: [Rollout], incidents: [Incident] = [], quiet: QuietTime,
    known: [KnownCase] = []
  ) -> [Attribution] {
    var linking = Linking(
      settings: settings, topology: topology, rollouts: rollouts, incidents: incidents,
      quiet: quiet, known: known)
    return drops.map { linking.attribute($0) }
  }
}
