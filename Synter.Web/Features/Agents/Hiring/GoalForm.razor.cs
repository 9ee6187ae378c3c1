using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using Synter.Domain.Agents.Catalog;
using Synter.Domain.Agents.Hiring;
using Synter.Domain.Agents.Schedules;
using Synter.Domain.Kernel;
using Synter.Web.Components.Forms;

namespace Synter.Web.Features.Agents.Hiring;

public sealed partial class GoalForm : IDisposable
{
    private const int Shown = 3;

    private WhenChoice _when = null!;
    private Frequency _begunFrequency;
    private JsonObject _begunWhen = [];
    private JsonObject _begunWith = [];
    private FormState _settings = null!;
    private (string Template, GoalId? Goal)? _editing;
    private string? _problem;
    private bool _saving;

    [Inject]
    public required TimeProvider Clock { get; set; }

    [Inject]
    public required IJSRuntime Js { get; set; }

    [Parameter, EditorRequired]
    public required GoalTemplate Template { get; set; }

    /// <summary>The goal that is changed; null adds one.</summary>
    [Parameter]
    public GoalView? Goal { get; set; }

    /// <summary>The agent's: what a time of day means.</summary>
    [Parameter, EditorRequired]
    public required TimeZoneInfo Zone { get; set; }

    /// <summary>Null when it is saved, else why not, pointers from the root of the draft.</summary>
    [Parameter, EditorRequired]
    public required Func<GoalDraft, Task<Refusal?>> OnSave { get; set; }

    [Parameter]
    public string SaveText { get; set; } = "Save goal";

    [Parameter]
    public EventCallback OnCancel { get; set; }

    /// <summary>A new goal is worth a question once something was typed; the defaults alone are not.</summary>
    private bool IsDirty =>
        !JsonEquality.AreEqual(_settings.Current, _begunWith) || _when.Frequency != _begunFrequency || !JsonEquality.AreEqual(_when.ToJson(), _begunWhen);

    private string Upcoming => (Template.FixedSchedule ?? Schedule.Parse(_when.Frequency, _when.ToJson()).Value) switch
    {
        Schedule.OnDemand => "Runs only when a person starts it.",
        var schedule => "Next: " + string.Join(" · ", Cadence.Upcoming(schedule, Clock.GetUtcNow(), Zone, Shown).Select(at => GoalWords.At(at, Zone, Clock.GetUtcNow()))),
    };

    protected override void OnParametersSet()
    {
        if (_editing == (Template.Id, Goal?.Id))
        {
            return;
        }

        Unwatch();
        _editing = (Template.Id, Goal?.Id);
        _problem = null;
        _when = WhenChoice.Of(Goal?.Frequency ?? Template.DefaultFrequency, Goal?.Schedule);
        _settings = new FormState(Template.SettingsSchema, Goal?.Settings ?? [], isNew: Goal is null);
        // What is typed below decides whether leaving asks.
        _settings.Changed += StateHasChanged;
        Begin();
    }

    public void Dispose() => Unwatch();

    /// <summary>From here on, what differs is unsaved.</summary>
    private void Begin() => (_begunFrequency, _begunWhen, _begunWith) = (_when.Frequency, _when.ToJson(), (JsonObject)_settings.Current.DeepClone());

    private void Unwatch()
    {
        if (_editing is not null)
        {
            _settings.Changed -= StateHasChanged;
        }
    }

    private void Choose(Frequency frequency) => _when.Frequency = frequency;

    private async Task SaveAsync()
    {
        if (_saving || !_settings.IsValid)
        {
            return;
        }

        (_saving, _problem) = (true, null);
        try
        {
            var schedule = Template.FixedSchedule is null ? _when.ToJson() : null;
            var frequency = Template.FixedSchedule is null ? _when.Frequency : Frequency.Scheduled;
            if (await OnSave(new GoalDraft(Goal?.Id, Template.Id, frequency, schedule, (JsonObject)_settings.Current.DeepClone())) is { } refusal)
            {
                var inside = refusal.Within("/settings");
                _problem = inside.Message;
                _settings.Refuse(inside.Errors);
                return;
            }

            Begin();
        }
        finally
        {
            _saving = false;
        }
    }

    private async Task FixAsync()
    {
        _settings.ShowAll();
        await Js.InvokeVoidAsync("synter.focusField", SchemaFields.IdOf(_settings.Problems()[0].Pointer));
    }
}
