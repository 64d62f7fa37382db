namespace Holdfast.Cli.Tests.EndToEnd.Async;

internal enum DiskStepKind
{
    Write,
    Cut,
    Sync,
    Told,
}
