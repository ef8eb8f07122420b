/// Why a change that the deploy log lacks is suspected behind a drop.
public enum UnrecordedSign: Hashable, Sendable {
  /// An incident names a cause that stands in no row of the log.
  case causeNotInLog(ChangeID, IncidentID)
  /// An incident's text names something like the log's changes that stands in no row of it.
  case namedInIncident(String, IncidentID)
  /// A row while the drop lasted undoes a change that stands in no row.
  case undoesUnknown(String, deploy: DeployID, place: SourcePlace)
  /// Marketplaces fell one group after the other, as staged rollouts do and outages do not.
  case cameInStages(Int, minutes: Double)
}
