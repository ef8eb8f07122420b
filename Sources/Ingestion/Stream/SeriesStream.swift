public import Vocabulary

/// Series one after the other from a stream sorted by marketplace, service and time.
///
/// Holds one series and a buffer of rows; what the rows must be is that of a file of order
/// metrics, and rows that cannot be used are set aside alike.
public struct SeriesStream {
  public enum Form: Hashable, Sendable {
    /// Rows of CSV; without a header the columns are timestamp, marketplace, service, orders and,
    /// where there is a fifth cell, errors. With tabs no cell stands in quotes.
    case text(hasHeader: Bool, hasTabs: Bool)
    /// Frames of fixed length behind a table of series.
    case frames
  }

  private var text: TextStream?
  private var frames: FrameStream?
  private var order: StreamOrder
  private var isAtEnd = false

  /// Of standard input. Throws `InputProblem`.
  public init(standardInputAs form: Form) throws { try self.init(.standardInput(), form) }

  /// Of a file. Throws `InputProblem`.
  public init(path: String, _ form: Form) throws { try self.init(DiskFile(path: path), form) }

  private init(_ file: DiskFile, _ form: Form) throws {
    order = StreamOrder(path: file.path)
    switch form {
    case .text(let hasHeader, let hasTabs):
      text = try TextStream(file, form: .init(hasHeader: hasHeader, hasTabs: hasTabs))
    case .frames: frames = FrameStream(file)
    }
  }

  /// The rows so far; of the whole stream once `next` gave `nil`.
  public var count: StreamCount { order.count }

  /// The next series, strictly ascending by time; `nil` at the end. Throws `InputProblem`.
  public mutating func next() throws -> SampleBatch? {
    while true {
      if let batch = order.next() { return batch }
      if isAtEnd { return nil }
      let goesOn = try text?.advance(&order) ?? frames?.advance(&order) ?? false
      isAtEnd = !goesOn
    }
  }
}
