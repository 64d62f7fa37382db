using Holdfast.Control.Store;

namespace Holdfast.Control.Plans;

/// <summary>Plans that wait for a second owner. In memory alone: whoever wants one after a restart sends it again.</summary>
/// <param name="numbers">Null: they begin anew with the process.</param>
public sealed class ProposalDesk(TimeProvider time, ProposalNumbers? numbers = null)
{
    /// <summary>Of more nobody knows which is which; each may be as large as a plan.</summary>
    public const int WaitingMax = 10;

    public static readonly TimeSpan WaitsFor = TimeSpan.FromDays(1);

    private readonly Lock _gate = new();

    /// <summary>Numbers are kept on the disk one after the other, while whoever only asks what waits need not wait for it.</summary>
    private readonly Lock _numbering = new();
    private readonly SortedDictionary<int, (Proposal Proposal, PlanText Text, PlanLane Lane)> _waiting = [];

    /// <summary>Timestamps, by number: whoever sets the clock of the machine ends nothing.</summary>
    private readonly Dictionary<int, long> _since = [];
    private int _newest;

    /// <summary>The newest first.</summary>
    public IReadOnlyList<Proposal> Waiting
    {
        get
        {
            lock (_gate)
            {
                Forget();
                return [.. _waiting.Values.Reverse().Select(static one => one.Proposal)];
            }
        }
    }

    /// <param name="make">With its number, and when it begins and ends.</param>
    /// <exception cref="StoreException">There are too many.</exception>
    internal Proposal Add(PlanText text, PlanLane lane, Func<int, DateTimeOffset, DateTimeOffset, Proposal> make)
    {
        lock (_numbering)
        {
            lock (_gate) ThrowIfFull();
            _newest = numbers?.Next() ?? _newest + 1;
            var now = time.GetUtcNow();
            var proposal = make(_newest, now, now + WaitsFor);
            lock (_gate)
            {
                // One that could not go live may have been put back meanwhile.
                ThrowIfFull();
                _waiting.Add(proposal.Number, (proposal, text, lane));
                _since[proposal.Number] = time.GetTimestamp();
            }

            return proposal;
        }
    }

    private void ThrowIfFull()
    {
        Forget();
        if (_waiting.Count >= WaitingMax) throw new StoreException(StoreErrors.TooManyProposals, $"{WaitingMax} plans wait already.");
    }

    /// <exception cref="StoreException">None of this number waits.</exception>
    internal (Proposal Proposal, PlanText Text, PlanLane Lane) Find(int number)
    {
        lock (_gate)
        {
            Forget();
            return _waiting.TryGetValue(number, out var found) ? found : throw new StoreException(StoreErrors.NoProposal, $"No plan waits as number {number}.");
        }
    }

    /// <returns>Whether the caller has it in hand, and nobody else.</returns>
    internal bool TryTake(int number)
    {
        lock (_gate) return _waiting.Remove(number);
    }

    /// <summary>It could not go live: it waits on, unless its time was over meanwhile.</summary>
    internal void PutBack((Proposal Proposal, PlanText Text, PlanLane Lane) one)
    {
        lock (_gate)
        {
            if (_since.ContainsKey(one.Proposal.Number)) _waiting[one.Proposal.Number] = one;
        }
    }

    private void Forget()
    {
        var now = time.GetTimestamp();
        foreach (var (number, _) in _since.Where(one => time.GetElapsedTime(one.Value, now) >= WaitsFor).ToArray())
        {
            _since.Remove(number);
            _waiting.Remove(number);
        }
    }
}
