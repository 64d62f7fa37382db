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
        var (plan, digest) = (edition.Result.Plan!, edition.Result.Digest);
        try
        {
            if (await store.Revisions.LiveAsync(cancellation) is not { } live)
                return new LivePlan(plan, digest, edition.Text, Number: 1, IsRecorded: false);
            if (live.Entry.Digest == digest) return new LivePlan(plan, digest, edition.Text, live.Entry.Number, IsRecorded: true);
            if (await store.Revisions.LastOfFileAsync(cancellation) is { } ofFile && ofFile.Digest == digest
                && live.Text.Read(environment) is { Plan: { } stored })
            {
                return new LivePlan(stored, live.Entry.Digest, live.Text, live.Entry.Number, IsRecorded: true,
                    $"the file has not changed since it was revision {ofFile.Number}, and revision {live.Entry.Number} was made live after it; change the file, or publish it, to have it carried out");
            }

            var newest = await store.Revisions.HistoryAsync(null, 1, cancellation);
            return new LivePlan(plan, digest, edition.Text, newest[0].Number + 1, IsRecorded: false);
        }
        catch (StoreException)
        {
            // The watch over the store tells of it.
            var kept = last.Read(out _);
            var number = kept is null ? 1 : kept.Digest == digest ? kept.Number : kept.Number + 1;
            return new LivePlan(plan, digest, edition.Text, number, IsRecorded: false);
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
            ? new LivePlan(good, kept.Digest, kept.Text, kept.Number, IsRecorded: false, $"started from the last known good plan, revision {kept.Number}: {why}")
            : throw new PlanRefusedException(result);
    }
}
