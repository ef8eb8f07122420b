import Glibc
import Statistics
import Vocabulary

/// One file of a data set.
public struct DatasetFile: Hashable, Sendable {
  /// Name without folder.
  public let name: String
  public let bytes: [UInt8]
}

/// Why a data set could not be written.
public enum DatasetWriteError: Error, Hashable, Sendable {
  case cannotCreateFolder(path: String, errno: Int32)
  case cannotWrite(path: String, errno: Int32)
  case cannotCompress
  case cannotEncodeTruth
}

extension DatasetWriteError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .cannotCreateFolder(let path, let errno):
      "\(path): the folder cannot be made: \(String(cString: strerror(errno)))."
    case .cannotWrite(let path, let errno):
      "\(path): cannot be written: \(String(cString: strerror(errno)))."
    case .cannotCompress: "The order metrics could not be compressed. Use --plain."
    case .cannotEncodeTruth: "The truth could not be written as JSON."
    }
  }
}

/// Writes a world as the folder of files that the tool reads, and its truth beside them.
///
/// The metrics are as untidy as the settings ask: rows twice, rows late at the end of the file,
/// times with an offset. What the rows say is the world's series and nothing else.
public enum DatasetWriter {
  /// Writes the files of `world` into `folder`, which is made if it is not there, with those above.
  ///
  /// Files of the same names are replaced, each at once and not in part.
  public static func write(
    _ world: World, to folder: String, compress: Bool = true
  ) throws(DatasetWriteError) {
    try make(folder)
    for file in try files(of: world, compress: compress) {
      try replace("\(folder)/\(file.name)", with: file.bytes)
    }
  }

  /// The files of `world` in memory; with `compress` the metrics are gzipped.
  public static func files(
    of world: World, compress: Bool = true
  ) throws(DatasetWriteError) -> [DatasetFile] {
    let metrics = MetricsFile.bytes(of: world)
    return [
      DatasetFile(name: DeployLog.file, bytes: DeploysFile.bytes(of: world)),
      DatasetFile(name: DraftIncident.file, bytes: IncidentsFile.bytes(of: world)),
      compress
        ? DatasetFile(name: "order_metrics.csv.gz", bytes: try Gzip.compress(metrics))
        : DatasetFile(name: "order_metrics.csv", bytes: metrics),
      DatasetFile(name: "services.csv", bytes: RegisterFiles.services(of: world)),
      DatasetFile(name: "calendar.csv", bytes: RegisterFiles.calendar(of: world)),
      DatasetFile(name: "truth.json", bytes: try world.truth.json()),
    ]
  }

  private static func make(_ folder: String) throws(DatasetWriteError) {
    for end in folder.indices where folder[end] == "/" && end != folder.startIndex {
      _ = mkdir(String(folder[..<end]), 0o777)
    }
    if mkdir(folder, 0o777) != 0, errno != EEXIST {
      throw .cannotCreateFolder(path: folder, errno: errno)
    }
  }

  private static func replace(
    _ path: String, with bytes: [UInt8]
  ) throws(DatasetWriteError) {
    let temporary = path + ".part"
    guard let file = fopen(temporary, "w") else {
      throw .cannotWrite(path: path, errno: errno)
    }
    let written = bytes.withUnsafeBytes { fwrite($0.baseAddress, 1, $0.count, file) }
    let failure = errno
    guard fclose(file) == 0, written == bytes.count else {
      unlink(temporary)
      throw .cannotWrite(path: path, errno: failure)
    }
    guard rename(temporary, path) == 0 else { throw .cannotWrite(path: path, errno: errno) }
  }
}
