using Holdfast.Core.Pipeline.Matching;

namespace Holdfast.Core.Discovery;

/// <summary>Stands for the requests of a template: what was in its places is not known, and neither are host, headers and query.</summary>
internal sealed class ObservedHead(string method, string template) : IRequestHead
{
    private const string AnyValue = "0";

    public string Method => method;

    public string Host => "";

    public string Path { get; } = string.Join('/', template.Split('/').Select(static segment => segment.StartsWith('{') ? AnyValue : segment));

    public bool TryGetHeader(string name, out string value) => Missing(out value);

    public bool TryGetQuery(string name, out string value) => Missing(out value);

    private static bool Missing(out string value)
    {
        value = "";
        return false;
    }
}
