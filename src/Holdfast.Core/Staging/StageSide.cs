namespace Holdfast.Core.Staging;

/// <summary>What became of the calls of one side while a plan was staged.</summary>
/// <param name="Calls">That have ended, those that their callers gave up left out.</param>
/// <param name="Slow">Answered later than was usual when the stage began.</param>
public readonly record struct StageSide(long Calls, long Failed, long Refused, long Slow);
