namespace Holdfast.Core.Plan;

[Flags]
public enum HttpVersions
{
    None = 0,
    Http1 = 1,
    Http2 = 2,
    Both = Http1 | Http2,
}
