import CLibCSV
import CZlib

/// The versions of the C libraries that reading rests on.
public enum LibraryVersions {
  /// Of the header that the tool was built with; the library does not say.
  public static var libcsv: String { "\(CSV_MAJOR).\(CSV_MINOR).\(CSV_RELEASE)" }

  public static var zlib: String { String(cString: zlibVersion()) }
}
