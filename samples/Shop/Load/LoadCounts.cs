namespace Shop.Load;

/// <summary>What one interface has answered, at one moment.</summary>
/// <param name="Interface">Which of <see cref="Running.ShopInterfaces"/>.</param>
/// <param name="Sent">Requests sent since the start; those under way, and those cut off by the end of the load, are in it.</param>
/// <param name="Ok">Answered with 2xx.</param>
/// <param name="Failed">Answered otherwise, broken off, or not answered in the caller's patience.</param>
/// <param name="Dropped">Not sent, since too many were under way.</param>
/// <param name="P50">Of the answers of the last 10 to 20 seconds, good or bad; null when there are none.</param>
/// <param name="P99">Likewise.</param>
/// <param name="LastFailure">In a few words; null when nothing has failed.</param>
public sealed record LoadCounts(
    string Interface,
    long Sent,
    long Ok,
    long Failed,
    long Dropped,
    TimeSpan? P50,
    TimeSpan? P99,
    string? LastFailure);
