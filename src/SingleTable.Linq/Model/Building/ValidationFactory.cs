using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using SingleTable.Linq.Materialization;

namespace SingleTable.Linq.Model.Building;

/// <summary>What a context said about the validation of an entity.</summary>
internal sealed class ValidationDefinition
{
    public bool IsWithoutAttributes { get; set; }
    public List<Validator> Validators { get; } = [];
    public List<UpdateValidator> UpdateValidators { get; } = [];
}

/// <summary>Finds what must hold of an entity's values: said by attributes, by the entity itself, or by the context.</summary>
internal static class ValidationFactory
{
    /// <returns>Null where nothing is asked.</returns>
    public static ValidationModel? Create(EntityDefinition definition, EntityModel entity)
    {
        List<ValidationDefinition> said = [.. Bases(definition).Reverse().Select(d => d.Validation)];
        var type = definition.ClrType;
        var reads = !said.Exists(v => v.IsWithoutAttributes);
        var model = new ValidationModel(
            reads ? [.. entity.Properties.Select(p => Rules(type, p)).Where(r => !r.Attributes.IsEmpty)] : [],
            reads ? [.. type.GetCustomAttributes<ValidationAttribute>(inherit: true)] : [],
            reads && typeof(IValidatableObject).IsAssignableFrom(type),
            [.. said.SelectMany(v => v.Validators)],
            [.. said.SelectMany(v => v.UpdateValidators)]);
        var isEmpty = model is { Properties.IsEmpty: true, OfType.IsEmpty: true, IsValidatable: false, Validators.IsEmpty: true, UpdateValidators.IsEmpty: true };
        return isEmpty ? null : model;
    }

    private static IEnumerable<EntityDefinition> Bases(EntityDefinition definition)
    {
        for (var d = definition; d is not null; d = d.Base)
        {
            yield return d;
        }
    }

    // A derived type may override a property and say more of it. The attributes of a record's parameter do not pass to its property.
    [UnconditionalSuppressMessage("Trimming", "IL2075", Justification = Kept.Justification)]
    private static PropertyRules Rules(Type type, PropertyModel property)
    {
        var member = TypeMembers.Find(type, property.Name) ?? property.Member;
        var parameters = member.DeclaringType!.GetConstructors().SelectMany(c => c.GetParameters())
            .Where(p => string.Equals(p.Name, member.Name, StringComparison.OrdinalIgnoreCase) && p.ParameterType == member.PropertyType);
        var attributes = Attribute.GetCustomAttributes(member, typeof(ValidationAttribute), inherit: true)
            .Concat(parameters.SelectMany(p => Attribute.GetCustomAttributes(p, typeof(ValidationAttribute), inherit: true)))
            .Cast<ValidationAttribute>().Distinct().ToList();
        return new PropertyRules(property, [.. attributes.Where(a => a is RequiredAttribute), .. attributes.Where(a => a is not RequiredAttribute)]);
    }
}
