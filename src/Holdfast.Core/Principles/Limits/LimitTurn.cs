using Holdfast.Core.Principles.Limits.Cells;

namespace Holdfast.Core.Principles.Limits;

/// <summary>A call's place in a queue.</summary>
/// <param name="Wait">In units of the limit's clock; 0: it is its turn.</param>
/// <param name="Place">With which to give it up.</param>
internal readonly record struct LimitTurn(BucketCell? Cell, long Wait, long Place);
