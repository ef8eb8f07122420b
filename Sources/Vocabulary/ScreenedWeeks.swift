/// Of weeks whose services were screened to their end, by begin: the services in which that told of a
/// fall.
public typealias ScreenedWeeks = [Timestamp: Set<SeriesKey>]
