namespace Holdfast.Core.Evidence;

/// <summary>What is in flight, as a <see cref="FlightTable"/> finds it.</summary>
/// <param name="Tracked">All that it holds.</param>
/// <param name="Hanging">Sent whole for longer than was asked about, without an answer yet.</param>
/// <param name="Answering">Their answer has begun and not ended: long ones, and streams.</param>
/// <param name="Sending">Their caller has not sent all of the request: nobody can answer it.</param>
public readonly record struct FlightCounts(int Tracked, int Hanging, int Answering, int Sending);
