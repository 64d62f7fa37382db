using Holdfast.Core.Pipeline;

namespace Holdfast.Core.DryRuns;

/// <summary>What is kept of a call that has ended: when, of which interface, how long it took, and hashes of what limits count by. Nothing of what was asked or answered.</summary>
internal struct RecentCall
{
    /// <summary>Which call it was, counted from 0; negative while it is written. Written last, so that half a call is not taken for one.</summary>
    public long Number;

    /// <summary>Timestamp of its arrival.</summary>
    public long At;

    /// <summary>From arrival to the end, of the clock's own units.</summary>
    public long Lasted;

    public KeptKeys Keys;

    /// <summary>Of the caller's address; 0: there was none.</summary>
    public ulong Client;

    public ulong First;

    public ulong Second;

    public ulong Third;

    /// <summary>Which of the paths that are observed; negative: none.</summary>
    public int Path;

    public Criticality Criticality;

    /// <summary>It was answered by a backend, so that <see cref="Lasted"/> says how long one takes.</summary>
    public bool IsAnswered;

    public readonly ulong this[int place] => place switch { 0 => First, 1 => Second, _ => Third };
}
