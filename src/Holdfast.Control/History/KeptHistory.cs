namespace Holdfast.Control.History;

/// <summary>The last hour as it is kept for the next process: samples by the second, oldest first.</summary>
/// <param name="Newest">When the newest sample of every series ended.</param>
/// <param name="Count">How many series there are.</param>
/// <param name="Series">By the names of the interfaces; under the empty name all together. Each is made when it is asked for, and to be let go before the next.</param>
internal sealed record KeptHistory(DateTimeOffset Newest, int Count, IEnumerable<(string Name, HistorySample[] Samples)> Series)
{
    public const string All = "";
}
