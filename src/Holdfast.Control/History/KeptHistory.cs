namespace Holdfast.Control.History;

/// <summary>The last hour as it is kept for the next process: samples by the second, oldest first.</summary>
/// <param name="Newest">When the newest sample of every series ended.</param>
/// <param name="Series">By the names of the interfaces; under the empty name all together.</param>
internal sealed record KeptHistory(DateTimeOffset Newest, IReadOnlyDictionary<string, HistorySample[]> Series)
{
    public const string All = "";
}
