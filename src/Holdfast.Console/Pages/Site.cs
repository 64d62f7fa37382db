using Holdfast.Control.Admin;
using Holdfast.Control.Plans;
using Holdfast.WebConsole.Timeline;

namespace Holdfast.WebConsole.Pages;

/// <summary>What all visits of one listener share.</summary>
internal sealed record Site(IAdminSubject Subject, PresentView View, TimelineRecord Recorded, SlipBox Slips, PlanDryRuns DryRuns)
{
    public static Site Of(IAdminSubject subject) => new(subject, new PresentView(subject), new TimelineRecord(subject), new SlipBox(), new PlanDryRuns(subject.Runtime));
}
