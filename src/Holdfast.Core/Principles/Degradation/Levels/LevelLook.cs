using Holdfast.Core.Principles.Degradation.Levels.Schedules;

namespace Holdfast.Core.Principles.Degradation.Levels;

/// <summary>Its conditions and its schedule were looked at.</summary>
/// <param name="Holds">Of each entry of <c>enter</c>; schedules do not.</param>
/// <param name="MayLeave">What it is left at holds.</param>
/// <param name="MayEnter">What it requires holds.</param>
/// <param name="Slot">Of its schedule; null: none now.</param>
/// <param name="SlotTicks">How long that goes on.</param>
/// <param name="Words">Of each entry, for whoever asks why.</param>
/// <param name="At">By the calendar.</param>
internal sealed record LevelLook(IReadOnlyList<bool> Holds, bool MayLeave, bool MayEnter, LevelSlot? Slot, long SlotTicks, IReadOnlyList<string> Words, DateTimeOffset At) : LevelEvent;
