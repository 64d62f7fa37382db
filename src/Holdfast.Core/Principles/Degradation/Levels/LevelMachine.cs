using Holdfast.Core.Commands;
using Holdfast.Core.Principles.Degradation.Levels.Schedules;

namespace Holdfast.Core.Principles.Degradation.Levels;

/// <summary>What becomes of a degradation plan. Pure.</summary>
/// <remarks>
/// An operator's word is above conditions and schedules until it ends. What a condition has entered goes up with the
/// conditions of higher levels and down by being left, never step by step: so between entering and leaving lies what it
/// must have been calm for, and between leaving and entering what a condition must have held for. Slots of a schedule may
/// lie in each other: the highest level counts, and where its slot is over the one around it goes on.
/// </remarks>
internal static class LevelMachine
{
    private const string Condition = "condition";
    private const string Schedule = "schedule";

    /// <param name="now">Timestamp.</param>
    public static (LevelStanding Standing, LevelEffect Effect) Next(LevelStanding standing, LevelEvent what, LevelSpec spec, long now) => what switch
    {
        LevelEntering enter => (Entered(standing, enter, spec, now), LevelEffect.Entered),
        LevelLeaving when standing.IsIn(now) => (Left(standing, spec, now, standing.Watch with { IsArmed = false, Done = standing.Watch.Slot?.From ?? standing.Watch.Done }), LevelEffect.Left),
        // Who leaves it while users come back means: all of them, now.
        LevelLeaving when standing.IsFading(now) => (Out(standing.Watch), LevelEffect.GivenBack),
        LevelTick when standing.Level > 0 && now >= standing.Ends =>
            (Out(standing.HasBegunToFade ? standing.Watch : Over(standing)), standing.HasBegunToFade ? LevelEffect.GivenBack : LevelEffect.Expired),
        LevelTick when standing.IsFading(now) && !standing.HasBegunToFade => (standing with { HasBegunToFade = true, Watch = Over(standing) }, LevelEffect.Expired),
        LevelLook look => Looked(standing, look, spec, now),
        _ => (standing, LevelEffect.None),
    };

    private static (LevelStanding Standing, LevelEffect Effect) Looked(LevelStanding standing, LevelLook look, LevelSpec spec, long now)
    {
        var watch = standing.Watch.Seen(look.Holds, look.MayLeave, look.Slot, now);
        var seen = standing with { Watch = watch };
        var trigger = Wanted(watch, spec, now);
        var wanted = trigger < 0 ? 0 : spec.Triggers[trigger].Level;
        if (standing.IsIn(now))
        {
            if (standing.Cause == LevelCause.Hand) return (seen, LevelEffect.None);
            if (look.Slot is { } higher && higher.Level > standing.Level && !watch.HasHad(higher)) return (Raised(seen, higher, look, spec, now), LevelEffect.Entered);
            if (wanted > standing.Level) return (seen with { Level = wanted, Ends = seen.FadesFrom + spec.FadeTime(wanted), Order = By(Condition, look.Words[trigger], look) }, LevelEffect.Entered);
            // The slot of a higher level is over, within one of a lower.
            if (standing.Order.By == Schedule && look.Slot is { } lower && lower.Level < standing.Level && wanted < standing.Level)
            {
                return wanted > lower.Level
                    ? (seen with { Level = wanted, Ends = seen.FadesFrom + spec.FadeTime(wanted), Order = By(Condition, look.Words[trigger], look) }, LevelEffect.Entered)
                    : (seen with { Level = lower.Level, Ends = seen.FadesFrom + spec.FadeTime(lower.Level), Order = By(Schedule, look.Words[lower.Trigger], look) }, LevelEffect.Entered);
            }

            return standing.Cause == LevelCause.Condition && watch.Calm is { } calm && now - calm >= spec.Calm
                ? (Left(seen, spec, now, watch.Anew()), LevelEffect.Left)
                : (seen, LevelEffect.None);
        }

        // Its time is over and nobody has said so yet: the tick does, which sees to it that the same condition does not enter it at once again.
        if (standing.Level > 0 && now >= standing.FadesFrom && !standing.HasBegunToFade) return (seen, LevelEffect.None);
        if (!look.MayEnter) return (seen, LevelEffect.None);
        if (look.Slot is { } slot && !watch.HasHad(slot))
        {
            var enter = new LevelEntering(slot.Level, Math.Min(look.SlotTicks, spec.Expires), 1, By(Schedule, look.Words[slot.Trigger], look), LevelCause.Schedule);
            return (Entered(seen with { Watch = watch with { Done = slot.From } }, enter, spec, now), LevelEffect.Entered);
        }

        if (wanted == 0 || !watch.IsArmed) return (seen, LevelEffect.None);
        return (Entered(seen with { Watch = watch with { Calm = null } }, new LevelEntering(wanted, spec.Expires, 1, By(Condition, look.Words[trigger], look), LevelCause.Condition), spec, now), LevelEffect.Entered);
    }

    /// <summary>A slot of a higher level begins while it is entered: it goes up, and ends no sooner than it would have.</summary>
    private static LevelStanding Raised(LevelStanding seen, LevelSlot slot, LevelLook look, LevelSpec spec, long now)
    {
        var enter = new LevelEntering(slot.Level, Math.Max(seen.FadesFrom - now, Math.Min(look.SlotTicks, spec.Expires)), 1, By(Schedule, look.Words[slot.Trigger], look), LevelCause.Schedule);
        return Entered(seen with { Watch = seen.Watch with { Done = slot.From } }, enter, spec, now);
    }

    /// <summary>The entry of the highest level whose condition has held for as long as it must; negative: none has.</summary>
    private static int Wanted(LevelWatch watch, LevelSpec spec, long now)
    {
        var best = -1;
        for (var i = 0; i < spec.Triggers.Length && i < watch.Since.Length; i++)
        {
            if (watch.Since[i] is not { } since || now - since < spec.Triggers[i].For) continue;
            if (best < 0 || spec.Triggers[i].Level > spec.Triggers[best].Level) best = i;
        }

        return best;
    }

    private static CommandOrder By(string cause, string words, LevelLook look) => new(cause, words) { Since = look.At };

    private static LevelStanding Out(LevelWatch watch) => LevelStanding.Out with { Watch = watch };

    /// <summary>Its time was over: the same condition, or the same slot, does not enter it at once again.</summary>
    private static LevelWatch Over(LevelStanding standing) => standing.Watch with { IsArmed = standing.Cause == LevelCause.Condition ? false : standing.Watch.IsArmed };

    private static LevelStanding Entered(LevelStanding before, LevelEntering enter, LevelSpec spec, long now) => new(enter.Level)
    {
        Order = enter.Order,
        Cause = enter.Cause,
        Share = enter.Share,
        FadesFrom = now + enter.Ticks,
        Ends = now + enter.Ticks + spec.FadeTime(enter.Level),
        Watch = before.Watch,
    };

    private static LevelStanding Left(LevelStanding standing, LevelSpec spec, long now, LevelWatch watch) => spec.FadeTime(standing.Level) == 0
        ? Out(watch)
        : standing with { FadesFrom = now, Ends = now + spec.FadeTime(standing.Level), HasBegunToFade = true, Watch = watch };
}
