using System.Globalization;

namespace Holdfast.Gateway.Headers;

/// <summary>Milliseconds as a header has them. The next request mostly has as many left, so a pooled call keeps its last.</summary>
internal sealed record DeadlineText(long Milliseconds)
{
    public string Text { get; } = Milliseconds.ToString(CultureInfo.InvariantCulture);
}
