using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;

namespace SingleTable.Linq.Model;

/// <summary>What must hold of an entity's values before they are sent.</summary>
/// <param name="Properties">The attributes of the stored properties that have any.</param>
/// <param name="OfType">The attributes of the type itself.</param>
/// <param name="IsValidatable">Whether the entity validates itself.</param>
/// <param name="Validators">The model's own, of whole entities.</param>
/// <param name="UpdateValidators">The model's own, of what an update changes.</param>
internal sealed record ValidationModel(
    ImmutableArray<PropertyRules> Properties,
    ImmutableArray<ValidationAttribute> OfType,
    bool IsValidatable,
    ImmutableArray<Validator> Validators,
    ImmutableArray<UpdateValidator> UpdateValidators)
{
    public PropertyRules? Of(PropertyModel property)
    {
        foreach (var rules in Properties)
        {
            if (rules.Property == property)
            {
                return rules;
            }
        }

        return null;
    }
}

/// <summary>The attributes of one property; the one that requires a value comes first.</summary>
internal sealed record PropertyRules(PropertyModel Property, ImmutableArray<ValidationAttribute> Attributes);

internal delegate IEnumerable<EntityValidationFailure>? Validator(object entity);

internal delegate IEnumerable<EntityValidationFailure>? UpdateValidator(IReadOnlyDictionary<string, ChangedValue> changes);

/// <summary>What becomes of a property in an update; its value where that is known.</summary>
internal readonly record struct ChangedValue(bool IsKnown, object? Value);
