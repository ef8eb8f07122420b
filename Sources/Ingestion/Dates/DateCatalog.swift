/// The ways of writing a moment that are tried where the settings name none.
///
/// What exports of the known tools and spreadsheets write; the first of two that read a file alike
/// is the one that is named.
enum DateCatalog {
  static let formats: [DateFormat] = names.compactMap { DateFormat($0) }

  private static let clocks = ["H:mm", "H:mm:ss", "h:mm a", "h:mm:ss a"]

  private static let names: [String] =
    [
      "rfc3339", "yyyy-MM-dd'T'HH:mm:ssXXX", "yyyy-MM-dd'T'HH:mm:ss.SXXX", "yyyy-MM-dd'T'HH:mm",
      "yyyy-MM-dd'T'HH:mmXXX", "yyyy-MM-dd HH:mm:ss XXX", "yyyy-MM-dd HH:mm XXX",
      "yyyy-MM-dd HH:mm", "epoch-s", "epoch-ms", "epoch-ns", "EEE MMM d HH:mm:ss yyyy XXX",
      "EEE, d MMM yyyy HH:mm:ss XXX",
    ]
    + [
      "yyyy-MM-dd", "yyyy/MM/dd", "d/M/yyyy", "M/d/yyyy", "d.M.yyyy", "M.d.yyyy", "d-M-yyyy",
      "M-d-yyyy", "d/M/yy", "M/d/yy", "d.M.yy", "d/MMM/yy", "d/MMM/yyyy", "d-MMM-yy",
      "d-MMM-yyyy", "d MMM yyyy", "d MMM yy", "MMM d, yyyy",
    ].flatMap { date in clocks.map { "\(date) \($0)" } }
}
