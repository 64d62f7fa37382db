namespace Holdfast.Core.Principles.Degradation.Caching;

/// <summary>For how long, and for whom, an answer may be given again. Worked out once, when it came.</summary>
/// <param name="Lifetime">Fresh until it is this old.</param>
/// <param name="AgeThen">How old it was when it came.</param>
/// <param name="StaleWhile">How long after that it may be given while it is fetched anew.</param>
/// <param name="StaleIfError">How long after that it may be given when the service fails.</param>
/// <param name="AsksFirst">Never to be given without asking the service (no-cache).</param>
/// <param name="NeverStale">Not to be given once it is no longer fresh, whoever says so.</param>
/// <param name="ForAll">Declared to be for everybody, credentials or not (public, s-maxage).</param>
/// <param name="ForAuthorized">May answer requests with Authorization (RFC 9111, 3.5).</param>
internal readonly record struct AnswerTerms(
    TimeSpan Lifetime, TimeSpan AgeThen, TimeSpan StaleWhile, TimeSpan StaleIfError, bool AsksFirst, bool NeverStale, bool ForAll, bool ForAuthorized);
