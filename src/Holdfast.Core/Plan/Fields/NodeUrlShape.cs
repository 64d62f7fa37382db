using System.Net;
using System.Text.Json.Nodes;

namespace Holdfast.Core.Plan.Fields;

/// <summary>Scheme, host and port of a node, and nothing else.</summary>
internal sealed class NodeUrlShape : ScalarShape<Uri>
{
    public override string Title => "node URL";

    protected override string Hint => "http://host:port or https://host:port";

    public override ScalarFault? Parse(string text, out Uri? value)
    {
        value = null;
        if (text.Length > 512 || text.AsSpan().ContainsAnyExceptInRange('!', '~'))
            return Bad(text, "is not an address");
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Host.Length == 0)
            return Bad(text, "is not an address");
        if (url.Scheme is not ("http" or "https"))
            return Bad(text, $"has the scheme '{url.Scheme}'");
        if (url.UserInfo.Length > 0 || text.Contains('@'))
            return Bad(text, "has a user part");
        if (url.AbsolutePath != "/" || text.Contains('\\'))
            return Bad(text, "has a path");
        if (text.AsSpan().ContainsAny('?', '#'))
            return Bad(text, "has a query or a fragment");
        if (url.Port == 0)
            return Bad(text, "has the port 0");
        // Uri has already turned 0xa9fea9fe and 2852039166 into what they stand for. Where an address may be, the service says too.
        var isName = !IPAddress.TryParse(url.IdnHost, out _);
        if (isName && TextRules.Host(url.IdnHost, wildcard: false) is not null)
        {
            return Bad(text, "has no host name");
        }
        if (isName && url.IdnHost.StartsWith("metadata.", StringComparison.OrdinalIgnoreCase) && url.IdnHost.EndsWith(".internal", StringComparison.OrdinalIgnoreCase))
        {
            return new(ValueErrors.ForbiddenAddress, $"{url.Host} hands out a cloud machine's credentials", "Use the address on which the service listens.");
        }

        value = url;
        return null;
    }

    public override string Write(Uri value) => value.GetLeftPart(UriPartial.Authority);

    public override JsonObject Schema() => OrVariable(new JsonObject
    {
        ["type"] = "string",
        ["pattern"] = "^https?://[^/?#@\\s]+/?$",
    });

    private ScalarFault Bad(string text, string what) =>
        new(ValueErrors.NodeUrl, $"'{Printable.Of(text)}' {what}", $"Write {Hint}.");
}
