using Holdfast.Control.Store;
using Holdfast.Core.Plan;

namespace Holdfast.Control.Plans;

/// <summary>Finds out which plan a process starts with.</summary>
public static class PlanStart
{
    /// <summary>
    /// The file's, unless it says what it said when it was last taken and another revision was made live since: a file
    /// takes effect when it is changed, and a rollback outlives the next start.
    /// </summary>
    /// <param name="edition">A good reading of the file.</param>
    /// <param name="environment">A variable's value, null when it is not set.</param>
    public static async Task<LivePlan> OfFileAsync(
        PlanEdition edition, IControlStore store, LastKnownGoodFile last, Func<string, string?> environment, CancellationToken cancellation)
    {
        var ofFile = new LivePlan(edition.Result.Plan!, edition.Result.Digest, edition.Text, Number: 1, IsRecorded: false) { OfFile = edition.Result.Digest };
        try
        {
            if (await store.Revisions.LiveAsync(cancellation) is not { } live)
                return Remembered(ofFile, last, environment, "the store holds no revision") with { IsGuess = false };
            if (live.Entry.Digest == ofFile.Digest) return ofFile with { Number = live.Entry.Number, IsRecorded = true };
            if (await store.Revisions.LastOfFileAsync(cancellation) is { } taken && taken.Digest == ofFile.Digest
                && live.Text.Read(environment) is { Plan: { } stored })
            {
                return new LivePlan(stored, live.Entry.Digest, live.Text, live.Entry.Number, IsRecorded: true,
                    $"the file has not changed since it was revision {taken.Number}, and revision {live.Entry.Number} was made live after it; change the file, or publish it, to have it carried out")
                {
                    OfFile = ofFile.Digest,
                };
            }

            var newest = await store.Revisions.HistoryAsync(null, 1, cancellation);
            return ofFile with { Number = newest[0].Number + 1 };
        }
        catch (StoreException fault)
        {
            return Remembered(ofFile, last, environment, $"{fault.Known.Id}: {fault.Message}");
        }
    }

    /// <summary>The live revision of the store; where that cannot be had, the last known good one of this node.</summary>
    /// <exception cref="StoreException">There is neither.</exception>
    /// <exception cref="PlanRefusedException">What there is has errors: a variable is not set, or this version reads plans otherwise.</exception>
    public static async Task<LivePlan> OfStoreAsync(
        IControlStore store, LastKnownGoodFile last, Func<string, string?> environment, CancellationToken cancellation)
    {
        string why;
        PlanResult? refused = null;
        try
        {
            if (await store.Revisions.LiveAsync(cancellation) is { } live)
            {
                var read = live.Text.Read(environment);
                if (read.Plan is { } plan) return new LivePlan(plan, live.Entry.Digest, live.Text, live.Entry.Number, IsRecorded: true);
                (refused, why) = (read, $"revision {live.Entry.Number} has errors: {new PlanRefusedException(read).Message}");
            }
            else
            {
                why = "the store holds no revision";
            }
        }
        catch (StoreException fault)
        {
            why = $"{fault.Known.Id}: {fault.Message}";
        }

        if (last.Read(out var fault2) is not { } kept)
        {
            if (refused is not null) throw new PlanRefusedException(refused);
            throw new StoreException(StoreErrors.NothingToStart, $"{why}; {LastKnownGoodFile.Name}: {fault2}");
        }

        var result = kept.Text.Read(environment);
        return result.Plan is { } good
            ? new LivePlan(good, kept.Digest, kept.Text, kept.Number, IsRecorded: false, $"started from the last known good plan, revision {kept.Number}: {why}") { IsGuess = true }
            : throw new PlanRefusedException(result);
    }

    /// <summary>By what this node remembers of itself: a file that has not changed undoes no rollback without the store either.</summary>
    private static LivePlan Remembered(LivePlan ofFile, LastKnownGoodFile last, Func<string, string?> environment, string why)
    {
        var guess = ofFile with { IsGuess = true };
        if (last.Read(out _) is not { } kept) return guess;
        if (kept.Digest == ofFile.Digest) return guess with { Number = kept.Number };
        return kept.OfFile == ofFile.Digest && kept.Text.Read(environment) is { Plan: { } plan }
            ? guess with
            {
                Plan = plan, Digest = kept.Digest, Text = kept.Text, Number = kept.Number,
                Note = $"started from the last known good plan, revision {kept.Number}, which was made live after the file had last changed: {why}",
            }
            : ofFile with { Number = kept.Number + 1 };
    }
}
