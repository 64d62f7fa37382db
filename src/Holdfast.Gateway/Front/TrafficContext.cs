using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Holdfast.Gateway.Front;

/// <summary>What is kept for one request; the server keeps it with the connection and uses it again for the next.</summary>
internal sealed class TrafficContext(TimeProvider time) : IHttpMetricsTagsFeature
{
    private readonly List<KeyValuePair<string, object?>> _tags = [];

    public DefaultHttpContext Http { get; } = new();

    public SendWatch Sending { get; } = new(time);

    /// <summary>Null when there is no body that is timed.</summary>
    public ReceiveWatch? Receiving { get; set; }

    public FrontConnection? Connection { get; set; }

    /// <summary>0 when nothing listens to the metrics.</summary>
    public long StartedAt { get; set; }

    public bool CountedActive { get; set; }

    public bool MetricsDisabled { get; set; }

    public ICollection<KeyValuePair<string, object?>> Tags => _tags;

    public void Clear()
    {
        _tags.Clear();
        Receiving = null;
        MetricsDisabled = false;
        CountedActive = false;
        StartedAt = 0;
    }
}
