namespace Shop.Nodes;

/// <summary>How busy a node is now, and what it has done since it started.</summary>
/// <param name="Slots">Requests it works on at the same time.</param>
/// <param name="Busy">Slots taken.</param>
/// <param name="Queued">Requests that wait for a slot.</param>
/// <param name="Done">Requests worked to their end.</param>
/// <param name="Refused">Requests turned away because the queue was full.</param>
/// <param name="Failed">Requests failed, hung or reset by the behaviour switch.</param>
internal sealed record WorkCounters(int Slots, int Busy, int Queued, long Done, long Refused, long Failed);
