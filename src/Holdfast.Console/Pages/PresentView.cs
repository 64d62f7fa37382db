using Holdfast.Control.Admin;

namespace Holdfast.WebConsole.Pages;

/// <summary>Looks at the process for everybody: a report of thousands of nodes is not made anew for each tab.</summary>
internal sealed class PresentView(IAdminSubject subject)
{
    /// <summary>A little less than the streams' second, so that each of their steps sees something new.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromMilliseconds(900);

    private readonly Lock _gate = new();
    private Present? _present;
    private long _madeAt;

    public Present Look(bool isFresh = false)
    {
        var time = subject.Runtime.Time;
        lock (_gate)
        {
            if (!isFresh && _present is { } present && time.GetElapsedTime(_madeAt) < Fresh) return present;
            _madeAt = time.GetTimestamp();
            return _present = Present.Of(subject);
        }
    }
}
