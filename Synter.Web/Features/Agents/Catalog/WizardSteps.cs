using Synter.Domain.Agents.Catalog.Schemas;
using Synter.Web.Components.Forms;

namespace Synter.Web.Features.Agents.Catalog;

/// <summary>Where a person is in hiring.</summary>
public enum WizardStep
{
    Name,
    Configure,
    Connect,
    Goal,
}

/// <summary>
/// Which headings of a config schema stand on which step: the one with the nickname first, those that ask for a connection
/// last. A definition says nothing of steps, and a step nothing stands on is left out.
/// </summary>
public sealed class WizardSteps
{
    private const string Nickname = "nickname";

    private readonly Dictionary<WizardStep, IReadOnlyList<string>> _headings;

    public WizardSteps(ConfigSchema schema)
    {
        _headings = FormSection.Of(schema.Root).GroupBy(StepOf).ToDictionary(group => group.Key, group => (IReadOnlyList<string>)[.. group.Select(section => section.Title)]);
        All = [.. Enum.GetValues<WizardStep>().Where(step => step == WizardStep.Goal || _headings.ContainsKey(step))];
    }

    /// <summary>In order; the goal is always the last.</summary>
    public IReadOnlyList<WizardStep> All { get; }

    public IReadOnlyList<string> Headings(WizardStep step) => _headings.GetValueOrDefault(step, []);

    public WizardStep? After(WizardStep step) => All.Cast<WizardStep?>().FirstOrDefault(other => other > step);

    public WizardStep? Before(WizardStep step) => All.Cast<WizardStep?>().LastOrDefault(other => other < step);

    /// <summary>The first step that still misses something, else the goal.</summary>
    public WizardStep FirstUnfinished(FormState form) => All.First(step => step == WizardStep.Goal || Left(step, form).Count > 0);

    /// <summary>What on this step is not right yet.</summary>
    public IReadOnlyList<FieldProblem> Left(WizardStep step, FormState form) =>
        [.. form.Problems().Where(problem => Headings(step).Contains(problem.Section ?? ""))];

    public static string Words(WizardStep step) => step switch
    {
        WizardStep.Name => "Name",
        WizardStep.Configure => "Configure",
        WizardStep.Connect => "Connect",
        WizardStep.Goal => "First goal",
        _ => throw new ArgumentOutOfRangeException(nameof(step)),
    };

    private static WizardStep StepOf(FormSection section) => section.Fields switch
    {
        var fields when fields.Any(field => field.Name == Nickname) => WizardStep.Name,
        var fields when fields.Any(AsksForConnection) => WizardStep.Connect,
        _ => WizardStep.Configure,
    };

    private static bool AsksForConnection(SchemaNode node) => node.IsCredential || node.Properties.Any(AsksForConnection);
}
