using Holdfast.Core.Principles.Limits.Cells;

namespace Holdfast.Core.Principles.Limits;

/// <summary>What one limit said of a call.</summary>
/// <param name="Cell">Where it was counted; null: it does not hold for the call.</param>
/// <param name="IsRefused">It must not pass.</param>
/// <param name="IsTaken">It was counted, and can be given back.</param>
/// <param name="Wait">Refused: until it would pass, in units of the limit's clock; 0: nobody can say.</param>
internal readonly record struct LimitTaking(LimitCell? Cell, bool IsRefused, bool IsTaken, long Wait);
