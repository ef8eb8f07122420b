public import Vocabulary

/// A drop recorded before, with the links that it has now.
public struct RelinkedDrop: Hashable, Sendable {
  /// The name under which it is recorded.
  public let recorded: DropID
  public let finding: Finding

  public init(recorded: DropID, finding: Finding) {
    self.recorded = recorded
    self.finding = finding
  }
}
